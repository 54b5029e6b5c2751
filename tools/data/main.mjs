// npm run data -- mnist: packs data sets into web/public/data.
import { data, dataSets } from '../setup/data.mjs';
import { packages } from '../setup/packages.mjs';
import { Failure, main } from '../setup/step.mjs';

main(async () => {
  const ids = process.argv.slice(2);
  const unknown = ids.filter((id) => !dataSets.includes(id));
  if (unknown.length > 0) throw new Failure(`No data set ${unknown.join(', ')}`, `There are: ${dataSets.join(', ')}`);
  await packages();
  for (const id of ids.length > 0 ? ids : dataSets) await data(id);
});
