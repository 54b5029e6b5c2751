// Networks trained on whole datasets, each as a link: what they must reach, and what a minute's worth of them must reach in the tests.
const race = (problem, rest) => `#v=1&p=network,${problem}&o=adam,schedule=cosine&${rest}`;
const net = (text) => `net=${encodeURIComponent(text).replace(/%20/g, '+')}`;
const whole = { mnist: 'train=60000,test=10000', cifar10: 'data=cifar10,train=50000,test=10000' };

const mlp = net('dense(128) relu dense(10)');
const lenet = net('conv(8,5,same) relu pool(2) conv(16,5,same) relu pool(2) flatten dense(128) relu dense(10)');
const cifar = net('conv(32,3,same) relu pool(2) conv(64,3,same) relu pool(2) flatten dense(128) relu dense(10)');

export const runs = [
  {
    name: 'MLP 784-128-10 on MNIST, 5 epochs',
    link: race(`${whole.mnist},${mlp}`, 'steps=4690&batch=64'),
    reach: 0.97,
    bounded: { link: race(`train=4000,${mlp}`, 'steps=250&batch=64'), reach: 0.87 },
  },
  {
    name: 'LeNet-like, 8c5-p2-16c5-p2-128-10, on MNIST, 5 epochs',
    link: race(`${whole.mnist},${lenet}`, 'steps=4690&batch=64'),
    reach: 0.985,
    bounded: { link: race(`train=4000,${lenet}`, 'steps=188&batch=64'), reach: 0.9 },
  },
  {
    name: '32c3-p2-64c3-p2-128-10 on CIFAR-10, 5 epochs',
    link: race(`${whole.cifar10},${cifar}`, 'steps=3910&batch=64'),
    reach: 0.65,
    bounded: null, // its data is fetched by whoever asks for it
  },
];
