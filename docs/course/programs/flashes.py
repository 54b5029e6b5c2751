# #v=2&p=flashes,batch=32,net=lstm(32)+dense(4),evaluate=25&o=rmsprop,lr=.003,rho=.9&o=rmsprop,lr=.003,rho=.9,schedule=inverseTime,scheduleRate=.9&seed=2&steps=100&view=accuracy&checksum=8123b764b70799ba
import functools
import json
import math

import numpy as np

steps = 100
seed = 2
batch = 32
spread = 0.2
net = "lstm(32) dense(4)"


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


def make_data(count=1024):
    """Noise in ten channels, and at one step a flash in that of the class."""
    random = Pcg32(seed, 3)
    x, y = np.empty((count, 100, 10)), np.arange(count) % 4
    for i in range(count):
        x[i] = spread * random.normals(100, 10)
        x[i, random.below(100), y[i]] += 3
    return x, y


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


def biases(random, fan_in, units):
    return weights(random, fan_in, units, (units,))


class Recurrent:
    """What LSTM and GRU share: one matrix [W; U] for inputs and states, and two biases."""

    def __init__(self, units, sequence=False, activation="tanh"):
        self.units, self.sequence = units, sequence
        self.f, self.slope = ACTIVATIONS[activation]

    def build(self, shape):
        self.features = math.prod(shape[1:])
        gates = self.gates * self.units
        self.shapes = [(self.features + self.units, gates), (gates,), (gates,)]
        return (shape[0], self.units) if self.sequence else (self.units,)

    def start(self, random):
        features, units, gates = self.features, self.units, self.gates * self.units
        w = weights(random, features + units, units, self.shapes[0])
        b, b2 = np.zeros(gates), np.zeros(gates)
        b[units : 2 * units] = self.forget
        return [w, b, b2]

    def forward(self, x, tensors, t):
        self.shape, self.x = x.shape, x.reshape(len(x), x.shape[1], -1)
        h = np.zeros((len(x), self.units), x.dtype)
        state, self.kept, states = self.begin(h), [], []
        for k in range(self.x.shape[1]):
            before, (h, state, seen) = h, self.step(self.x[:, k], h, state, tensors)
            self.kept.append((before, seen))
            states.append(h)
        return np.stack(states, 1) if self.sequence else h

    def backward(self, d, tensors):
        g = [np.zeros_like(tensor) for tensor in tensors]
        dx = np.zeros_like(self.x)
        dh = np.zeros((len(d), self.units), d.dtype)
        dstate = self.begin(dh)
        if not self.sequence:
            dh = d
        for k in reversed(range(self.x.shape[1])):
            if self.sequence:
                dh = dh + d[:, k]
            h, seen = self.kept[k]
            dx[:, k], dh, dstate = self.step_back(dh, dstate, self.x[:, k], h, seen, tensors, g)
        return dx.reshape(self.shape), g


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


# Each function, and its slope by its value.
ACTIVATIONS = {
    "tanh": (np.tanh, lambda y: 1 - y**2),
}


class Lstm(Recurrent):
    gates, forget = 4, 1  # a forget gate begins open

    def begin(self, h):
        return np.zeros_like(h)

    def step(self, x, h, c, tensors):
        w, b, b2 = tensors
        z = np.hstack([x, h]) @ w + b + b2
        i, f, o = (sigmoid(part) for part in np.split(z, 4, 1)[:2] + np.split(z, 4, 1)[3:])
        g = self.f(np.split(z, 4, 1)[2])
        new = f * c + i * g
        y = self.f(new)
        return o * y, new, (i, f, g, o, c, y)

    def step_back(self, dh, dc, x, h, seen, tensors, grads):
        i, f, g, o, c, y = seen
        dc = dc + dh * o * self.slope(y)
        dz = np.hstack([dc * g * i * (1 - i), dc * c * f * (1 - f), dc * i * self.slope(g), dh * y * o * (1 - o)])
        grads[0] += np.hstack([x, h]).T @ dz
        grads[1] += dz.sum(0)
        grads[2] += dz.sum(0)
        back = dz @ tensors[0].T
        return back[:, : self.features], back[:, self.features :], dc * f


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
    top = y.max(1)  # subtracted, so that no exponential overflows
    each = np.log(np.exp(y - top[:, None]).sum(1)) + top - (y * target).sum(1)
    return each.mean(dtype=float)


def gradient(w, t=0):
    y = outputs_of(w, t)
    target = targets_of(t, y.shape[1])
    e = np.exp(y - y.max(1, keepdims=True))
    d = (e / e.sum(1, keepdims=True) - target) / len(y)
    parts = []
    for layer, tensors in reversed(list(split(w))):
        d, g = layer.backward(d, tensors)
        parts = [*(part.ravel() for part in g), *parts]
    return np.concatenate(parts)


net = network(
    inputs.shape[1:],
    Lstm(32),
    Dense(4),
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


def rmsprop_2(w, steps, lr, rho, epsilon, schedule_rate):
    """RMSprop (Tieleman & Hinton 2012)."""
    v = np.zeros_like(w)  # the average of squared gradients
    for t in range(1, steps + 1):
        g = gradient(w, t - 1)
        since = t - 1
        factor = 1 / (1 + schedule_rate * since)
        lr_t = lr * factor
        v = rho * v + (1 - rho) * g**2
        w = w - lr_t / (np.sqrt(v) + epsilon) * g
    return w, float(loss(w, steps))


results = [
    ("RMSprop", *rmsprop(start, steps, lr=0.003, rho=0.9, epsilon=1e-8)),
    ("RMSprop", *rmsprop_2(start, steps, lr=0.003, rho=0.9, epsilon=1e-8, schedule_rate=0.9)),
]
print(json.dumps([{"lane": lane, "loss": value, "params": w.tolist()} for lane, w, value in results]))
