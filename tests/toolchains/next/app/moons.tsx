import type {} from 'sidestep-race/jsx';
import { Element } from './element';

export function Moons() {
  return (
    <>
      <Element />
      <sidestep-race id="regions" config="#v=1&p=moons&o=sgd,lr=.1&o=adam,lr=.01&steps=60" />
    </>
  );
}
