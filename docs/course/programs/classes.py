# #v=2&p=make_classification,features=100,informative=10,classes=10,batch=800,net=dense(50)+sigmoid+dense(10)+sigmoid,loss=mse,init=xavier,evaluate=50&o=rmsprop,lr=.001,rho=.9&steps=1000&view=trainAccuracy&checksum=3cb64f0ad6a6d185
import functools
import json
import math

import numpy as np

steps = 1000
seed = 1
batch = 800
features = 100
informative = 10
redundant = 2
classes = 10
clusters_per_class = 2
class_sep = 1
flip_y = 0.01
shift = 0
scale = 1
train = 800
net = "dense(50) sigmoid dense(10) sigmoid"


class Pcg32:
    """PCG-XSH-RR 64/32 (O'Neill 2014), the generator of the race: the same seed draws the same numbers."""

    def __init__(self, seed, stream):
        self.increment = 2 * stream + 1
        self.state = 0
        self.next()
        self.state += seed
        self.next()

    def next(self):
        old = self.state
        self.state = (old * 6364136223846793005 + self.increment) % 2**64
        x = ((old >> 18 ^ old) >> 27) % 2**32
        turn = old >> 59
        return (x >> turn | x << 32 - turn) % 2**32

    def uniform(self):
        return self.next() / 2**32

    def below(self, k):
        # The lowest numbers are drawn again, so that all remainders are equally likely.
        while True:
            drawn = self.next()
            if drawn >= (2**32 - k) % k:
                return drawn % k

    def normal(self):
        u = self.uniform()
        return math.sqrt(-2 * math.log(1 - u)) * math.cos(2 * math.pi * self.uniform())

    def uniforms(self, *shape):
        return np.array([self.uniform() for _ in range(math.prod(shape))]).reshape(shape)

    def normals(self, *shape):
        return np.array([self.normal() for _ in range(math.prod(shape))]).reshape(shape)


def make_data(count=train):
    """Clouds about corners of a cube, as scikit-learn's make_classification."""
    random = Pcg32(seed, 3)
    clusters = classes * clusters_per_class
    corners = []
    while len(corners) < clusters:
        corner = [class_sep if random.below(2) else -class_sep for _ in range(informative)]
        if corner not in corners:
            corners.append(corner)
    centres = np.array(corners)
    mixing = 2 * random.uniforms(clusters, informative, informative) - 1
    combining = 2 * random.uniforms(informative, redundant) - 1
    x, y = np.empty((count, features)), np.empty(count)
    for i in range(count):
        k = i % clusters
        telling = random.normals(informative) @ mixing[k] + centres[k]
        x[i] = [*telling, *(telling @ combining), *random.normals(features - informative - redundant)]
        y[i] = random.below(classes) if random.uniform() < flip_y else k % classes
    return (x + shift) * scale, y


inputs, targets = make_data()
inputs = inputs.astype(np.float32)


def batch_of(t, items):
    """The items of step t: each epoch has an order of its own (a Fisher-Yates shuffle)."""
    batches = math.ceil(items / batch)
    if batches == 1:
        return np.arange(items)
    epoch, k = divmod(t, batches)
    return order_of(epoch, items)[k * batch : (k + 1) * batch]


@functools.lru_cache(maxsize=2)
def order_of(epoch, items):
    random = Pcg32(seed, 1000 + epoch)
    order = np.arange(items)
    for i in range(items, 1, -1):
        j = random.below(i)
        order[i - 1], order[j] = order[j], order[i - 1]
    return order


def weights(random, fan_in, fan_out, shape):
    return (2 * random.uniforms(*shape) - 1) * math.sqrt(6 / (fan_in + fan_out))


class Plain:
    """A layer without parameters that keeps the shape."""

    def build(self, shape):
        self.shapes = []
        return shape

    def start(self, random):
        return []


class Dense:
    def __init__(self, units):
        self.units = units

    def build(self, shape):
        self.inputs = math.prod(shape)
        self.shapes = [(self.inputs, self.units), (self.units,)]
        return (self.units,)

    def start(self, random):
        return [
            weights(random, self.inputs, self.units, self.shapes[0]),
            np.zeros(self.units),
        ]

    def forward(self, x, tensors, t):
        w, b = tensors
        self.shape, self.x = x.shape, x.reshape(len(x), -1)
        return self.x @ w + b

    def backward(self, d, tensors):
        return (d @ tensors[0].T).reshape(self.shape), [self.x.T @ d, d.sum(0)]


class Sigmoid(Plain):
    def forward(self, x, tensors, t):
        self.y = 1 / (1 + np.exp(-x))
        return self.y

    def backward(self, d, tensors):
        return d * self.y * (1 - self.y), []


def network(shape, *layers):
    """Tells each layer the shape of its input."""
    for layer in layers:
        shape = layer.build(shape)
    return layers


def split(w):
    """The tensors of each layer, as parts of the one array of all parameters."""
    first = 0
    for layer in net:
        tensors = []
        for shape in layer.shapes:
            size = math.prod(shape)
            tensors.append(w[first : first + size].reshape(shape))
            first += size
        yield layer, tensors


def outputs_of(w, t):
    x = inputs[batch_of(t, len(inputs))]
    for layer, tensors in split(w):
        x = layer.forward(x, tensors, t)
    return x.reshape(len(x), -1)


def targets_of(t, outputs):
    y = targets[batch_of(t, len(inputs))]
    return (y[:, None] == np.arange(outputs)).astype(np.float32)


def loss(w, t=0):
    y = outputs_of(w, t)
    target = targets_of(t, y.shape[1])
    each = (y - target) ** 2
    return each.mean(dtype=float)


def gradient(w, t=0):
    y = outputs_of(w, t)
    target = targets_of(t, y.shape[1])
    d = 2 * (y - target) / y.size
    parts = []
    for layer, tensors in reversed(list(split(w))):
        d, g = layer.backward(d, tensors)
        parts = [*(part.ravel() for part in g), *parts]
    return np.concatenate(parts)


net = network(
    inputs.shape[1:],
    Dense(50),
    Sigmoid(),
    Dense(10),
    Sigmoid(),
)
random = Pcg32(seed, 1)
tensors = [tensor for layer in net for tensor in layer.start(random)]
start = np.concatenate([tensor.ravel() for tensor in tensors]).astype(np.float32)
shapes = [shape for layer in net for shape in layer.shapes]


def rmsprop(w, steps, lr, rho, epsilon):
    """RMSprop (Tieleman & Hinton 2012)."""
    v = np.zeros_like(w)  # the average of squared gradients
    for t in range(1, steps + 1):
        g = gradient(w, t - 1)
        v = rho * v + (1 - rho) * g**2
        w = w - lr / (np.sqrt(v) + epsilon) * g
    return w, float(loss(w, steps))


results = [
    ("RMSprop", *rmsprop(start, steps, lr=0.001, rho=0.9, epsilon=1e-8)),
]
print(json.dumps([{"lane": lane, "loss": value, "params": w.tolist()} for lane, w, value in results]))
