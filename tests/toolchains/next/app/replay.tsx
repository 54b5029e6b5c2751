'use client';

import { useState } from 'react';

export function Replay() {
  const [checksum, setChecksum] = useState('');
  const replay = async () => {
    const { race } = await import('sidestep-race');
    const result = await race('#v=1&p=rosenbrock&o=sgd,lr=.001,momentum=.9&o=adam,lr=.05&steps=200');
    setChecksum(result.checksum);
  };
  return (
    <p>
      <button id="replay" type="button" onClick={replay}>
        Replay
      </button>
      <output id="checksum">{checksum}</output>
    </p>
  );
}
