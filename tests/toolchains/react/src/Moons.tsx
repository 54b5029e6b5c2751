import 'sidestep-race/element';
import type {} from 'sidestep-race/jsx';

export function Moons() {
  return <sidestep-race id="regions" config="#v=1&p=moons&o=sgd,lr=.1&o=adam,lr=.01&steps=60" />;
}
