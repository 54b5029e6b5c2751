import { SidestepRace } from 'sidestep-race/react';
import { Moons } from './moons';
import { Replay } from './replay';
import { Valley } from './valley';

export default function Page() {
  return (
    <main>
      <Valley />
      <Moons />
      <SidestepRace id="graph" config="#v=1&p=quartic1d&o=sgd,lr=.01&o=adam,lr=.1&steps=100" />
      <SidestepRace
        id="formula"
        config="#v=1&p=formula,f=x%5E4%2By%5E2&o=sgd,lr=.01&o=adam,lr=.05&steps=100"
        controls="play,problem,lanes,settings,fair"
      />
      <SidestepRace id="preset" preset="ravine-100" />
      <Replay />
    </main>
  );
}
