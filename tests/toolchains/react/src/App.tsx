import { useState } from 'react';
import { SidestepRace } from 'sidestep-race/react';
import { Moons } from './Moons.tsx';
import { Valley } from './Valley.tsx';

export function App() {
  const [checksum, setChecksum] = useState('');
  const replay = async () => {
    const { race } = await import('sidestep-race');
    const result = await race('#v=1&p=rosenbrock&o=sgd,lr=.001,momentum=.9&o=adam,lr=.05&steps=200');
    setChecksum(result.checksum);
  };
  return (
    <>
      <Valley />
      <Moons />
      <SidestepRace id="graph" config="#v=1&p=quartic1d&o=sgd,lr=.01&o=adam,lr=.1&steps=100" />
      <SidestepRace
        id="formula"
        config="#v=1&p=formula,f=x%5E4%2By%5E2&o=sgd,lr=.01&o=adam,lr=.05&steps=100"
        controls="play,problem,lanes,settings,fair"
      />
      <SidestepRace id="preset" preset="ravine-100" />
      <p>
        <button id="replay" type="button" onClick={replay}>
          Replay
        </button>
        <output id="checksum">{checksum}</output>
      </p>
    </>
  );
}
