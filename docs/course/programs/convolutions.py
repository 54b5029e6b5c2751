# #v=2&p=network,train=2000,test=500,net=conv(8%2C3)+relu+pool(2)+conv(16%2C3)+relu+pool(2)+flatten+dense(32)+relu+dense(10),evaluate=21&o=rmsprop,lr=.001,rho=.9&o=rmsprop,lr=.001,rho=.9,schedule=inverseTime,scheduleRate=.9&o=sgd,lr=.03,momentum=.9&steps=126&view=accuracy,loss&checksum=e0364b0d3353f315
import functools
import gzip
import json
import math
import sys
import urllib.request

import numpy as np

steps = 126
seed = 1
batch = 32
data = "mnist"
file = ""
train = 2000
net = "conv(8,3) relu pool(2) conv(16,3) relu pool(2) flatten dense(32) relu dense(10)"
shuffle = True


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

    def normals(self, *shape):
        return np.array([self.normal() for _ in range(math.prod(shape))]).reshape(shape)


def make_data(count=train):
    """The first training items of a packed dataset; its folder, or the address of one, may be given as an argument."""
    folder = sys.argv[1] if len(sys.argv) > 1 else "data"
    index = json.loads(read(f"{folder}/{data}/index.json"))
    x, y = [], []
    for chunk in index["train"]["chunks"]:
        if sum(map(len, y)) >= count:
            break
        # The bytes of all items of a chunk, then a label for each.
        content = np.frombuffer(gzip.decompress(read(f"{folder}/{data}/{chunk['file']}")), np.uint8)
        x.append(content[: -chunk["items"]].reshape(-1, *index["shape"]))
        y.append(content[-chunk["items"] :])
    x = np.concatenate(x)[:count].astype(np.float32) / 255
    return x, np.concatenate(y)[:count]


def read(path):
    if "://" in path:
        return urllib.request.urlopen(path).read()
    with open(path, "rb") as file:
        return file.read()


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
    return random.normals(*shape) * math.sqrt(2 / fan_in)


def windows_of(x, size, stride, outputs):
    """All windows of images: items x rows x columns x size x size x channels."""
    windows = np.lib.stride_tricks.sliding_window_view(x, (size, size), axis=(1, 2))
    return windows[:, ::stride, ::stride][:, : outputs[0], : outputs[1]].transpose(0, 1, 2, 4, 5, 3)


def scattered(windows, shape, stride):
    """The sum of what windows hold, at the places where they stand."""
    x = np.zeros(shape, windows.dtype)
    rows, columns, size = windows.shape[1:4]
    for i in range(size):
        for j in range(size):
            x[:, i : i + stride * rows : stride, j : j + stride * columns : stride] += windows[:, :, :, i, j]
    return x


class Plain:
    """A layer without parameters that keeps the shape."""

    def build(self, shape):
        self.shapes = []
        return shape

    def start(self, random):
        return []


class Conv:
    def __init__(self, channels, size, stride=1, padding="valid"):
        self.channels, self.size, self.stride, self.padding = channels, size, stride, padding

    def build(self, shape):
        height, width, self.inputs = shape
        k, s = self.size, self.stride
        if self.padding == "same":
            # The odd row of zeros stands at the bottom and at the right.
            self.outputs = [-(-n // s) for n in (height, width)]
            extra = [max(0, (out - 1) * s + k - n) for out, n in zip(self.outputs, (height, width))]
        else:
            self.outputs, extra = [(n - k) // s + 1 for n in (height, width)], [0, 0]
        self.pad = [(0, 0), *((n // 2, n - n // 2) for n in extra), (0, 0)]
        self.shapes = [(k * k * self.inputs, self.channels), (self.channels,)]
        return (*self.outputs, self.channels)

    def start(self, random):
        area = self.size**2
        return [
            weights(random, area * self.inputs, area * self.channels, self.shapes[0]),
            np.zeros(self.channels),
        ]

    def forward(self, x, tensors, t):
        w, b = tensors
        self.shape, x = x.shape, np.pad(x, self.pad)
        self.padded = x.shape
        # Each window of the image becomes a row of a matrix.
        self.rows = windows_of(x, self.size, self.stride, self.outputs).reshape(-1, len(w))
        return (self.rows @ w + b).reshape(len(x), *self.outputs, self.channels)

    def backward(self, d, tensors):
        d = d.reshape(-1, self.channels)
        rows = (d @ tensors[0].T).reshape(-1, *self.outputs, self.size, self.size, self.inputs)
        (top, _), (left, _) = self.pad[1:3]
        padded = scattered(rows, self.padded, self.stride)
        dx = padded[:, top : top + self.shape[1], left : left + self.shape[2]]
        return dx, [self.rows.T @ d, d.sum(0)]


class Relu(Plain):
    def forward(self, x, tensors, t):
        self.positive = x > 0
        return x * self.positive

    def backward(self, d, tensors):
        return d * self.positive, []


class Pool:
    def __init__(self, size, stride=None):
        self.size, self.stride = size, stride or size

    def build(self, shape):
        height, width, channels = shape
        self.outputs = [(n - self.size) // self.stride + 1 for n in (height, width)]
        self.shapes = []
        return (*self.outputs, channels)

    def start(self, random):
        return []

    def forward(self, x, tensors, t):
        self.shape = x.shape
        windows = windows_of(x, self.size, self.stride, self.outputs)
        flat = windows.reshape(*windows.shape[:3], self.size**2, -1)
        # The gradient goes to the first of the largest.
        self.chosen = np.arange(self.size**2)[:, None] == flat.argmax(3)[:, :, :, None]
        return flat.max(3)

    def backward(self, d, tensors):
        flat = self.chosen * d[:, :, :, None]
        return scattered(flat.reshape(*flat.shape[:3], self.size, self.size, -1), self.shape, self.stride), []


class Flatten(Plain):
    def build(self, shape):
        self.shapes = []
        return (math.prod(shape),)

    def forward(self, x, tensors, t):
        self.shape = x.shape
        return x.reshape(len(x), -1)

    def backward(self, d, tensors):
        return d.reshape(self.shape), []


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
    Conv(8, 3),
    Relu(),
    Pool(2),
    Conv(16, 3),
    Relu(),
    Pool(2),
    Flatten(),
    Dense(32),
    Relu(),
    Dense(10),
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


def sgd(w, steps, lr, momentum):
    """SGD (Sutskever et al. 2013)."""
    velocity = np.zeros_like(w)  # the velocity
    for t in range(1, steps + 1):
        g = gradient(w, t - 1)
        velocity = momentum * velocity + g
        w = w - lr * velocity
    return w, float(loss(w, steps))


results = [
    ("RMSprop", *rmsprop(start, steps, lr=0.001, rho=0.9, epsilon=1e-8)),
    ("RMSprop", *rmsprop_2(start, steps, lr=0.001, rho=0.9, epsilon=1e-8, schedule_rate=0.9)),
    ("SGD", *sgd(start, steps, lr=0.03, momentum=0.9)),
]
print(json.dumps([{"lane": lane, "loss": value, "params": w.tolist()} for lane, w, value in results]))
