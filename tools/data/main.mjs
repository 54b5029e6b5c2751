// npm run data mnist: packs data sets into web/public/data; without a name, those that every site has.
import { data, dataSets, standardSets } from '../setup/data.mjs';
import { packages } from '../setup/packages.mjs';
import { Failure, main } from '../setup/step.mjs';

main(async () => {
  const ids = process.argv.slice(2);
  const unknown = ids.filter((id) => !dataSets.includes(id));
  if (unknown.length > 0) throw new Failure(`No data set ${unknown.join(', ')}`, `There are: ${dataSets.join(', ')}`);
  await packages();
  for (const id of ids.length > 0 ? ids : await standardSets()) await data(id);
});
