import { useState } from 'react';
import { SidestepRace } from 'sidestep-race/react';

export function Valley() {
  const [step, setStep] = useState(0);
  return (
    <figure>
      <SidestepRace
        id="surface"
        config={{
          steps: 200,
          problem: { id: 'rosenbrock' },
          lanes: [
            { optimizer: 'sgd', lr: 0.001, momentum: 0.9 },
            { optimizer: 'adam', lr: 0.05 },
          ],
        }}
        onStep={({ detail }) => setStep(detail.step)}
      />
      <figcaption>Step {step}</figcaption>
    </figure>
  );
}
