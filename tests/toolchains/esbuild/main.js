import { setAssetsPath } from 'sidestep-race/element';

setAssetsPath('/sidestep/');

document.querySelector('#replay').addEventListener('click', async () => {
  const { race } = await import('sidestep-race');
  const { checksum } = await race('#v=1&p=rosenbrock&o=sgd,lr=.001,momentum=.9&o=adam,lr=.05&steps=200');
  document.querySelector('#checksum').textContent = checksum;
});
