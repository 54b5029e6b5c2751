"""Writes networks.json: what PyTorch computes for the layers, the losses and the first hundred steps of three networks.

    apt-get install python3-torch; /usr/bin/python3 tests/golden/networks.py

Layers in float64, in our order of parameters and of pixels. Loss curves in float32, from weights, data and batches that both
sides make from PCG32, so that the file holds the losses alone.
"""

import json
import math
import os

os.environ["OMP_NUM_THREADS"] = "1"
import numpy
import torch
from torch import nn
from torch.nn import functional as F

torch.set_num_threads(1)
MASK = (1 << 64) - 1


class Pcg32:  # cpp/base/random.h
    def __init__(self, seed, stream):
        self.state, self.increment = 0, (stream << 1 | 1) & MASK
        self.next()
        self.state = (self.state + seed) & MASK
        self.next()

    def next(self):
        old = self.state
        self.state = (old * 6364136223846793005 + self.increment) & MASK
        x = ((old >> 18 ^ old) >> 27) & 0xFFFFFFFF
        rotation = old >> 59
        return (x >> rotation | x << (-rotation & 31)) & 0xFFFFFFFF

    def uniform(self):
        return self.next() * 2.0**-32

    def below(self, bound):
        threshold = (1 << 32) % bound
        while True:
            r = self.next()
            if r >= threshold:
                return r % bound


# Layers.


def numbers(tensor):
    return [float("%.12g" % x) for x in tensor.detach().reshape(-1).tolist()]


def images(x):  # m×H×W×C, as we keep them, to PyTorch's m×C×H×W
    return x.permute(0, 3, 1, 2)


def pixels(y):
    return y.permute(0, 2, 3, 1)


def conv(w, c_in, c_out, size, padding, stride):
    """padding: left, right, top, bottom."""
    count = size * size * c_in * c_out
    weights = w[:count].reshape(size, size, c_in, c_out).permute(3, 2, 0, 1)
    return lambda x: pixels(F.conv2d(F.pad(images(x), padding), weights, w[count:], stride))


def recurrent(kind, w, features, units, sequence):
    gates = 4 if kind is torch.lstm else 3
    wide = gates * units
    rows = w[: (features + units) * wide].reshape(features + units, wide)
    biases = w[(features + units) * wide :].reshape(2, wide)
    parameters = [rows[:features].T, rows[features:].T, biases[0], biases[1]]

    def run(x):
        state = torch.zeros(1, len(x), units, dtype=x.dtype)
        first = (state, state) if kind is torch.lstm else state
        y = kind(x, first, parameters, True, 1, 0.0, True, False, True)[0]
        return y if sequence else y[:, -1]

    return run


def cells(kind, activation, w, features, units):
    """The equations of PyTorch's cells with another function than tanh, which its own cannot have; the last state."""
    gates = 4 if kind is torch.lstm else 3
    wide = gates * units
    rows = w[: (features + units) * wide].reshape(features + units, wide)
    b_ih, b_hh = w[(features + units) * wide :].reshape(2, wide)

    def run(x, activation=activation):
        h = c = torch.zeros(len(x), units, dtype=x.dtype)
        for t in range(x.shape[1]):
            of_x, of_h = x[:, t] @ rows[:features] + b_ih, h @ rows[features:] + b_hh
            if kind is torch.lstm:
                i, f, g, o = (of_x + of_h).chunk(4, 1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * activation(g)
                h = torch.sigmoid(o) * activation(c)
            else:
                (r, z, n), (hr, hz, hn) = of_x.chunk(3, 1), of_h.chunk(3, 1)
                z = torch.sigmoid(z + hz)
                h = (1 - z) * activation(n + torch.sigmoid(r + hr) * hn) + z * h
        return h

    x = torch.linspace(-1, 1, 3 * features, dtype=w.dtype).reshape(1, 3, features)
    assert torch.allclose(run(x, torch.tanh), recurrent(kind, w, features, units, False)(x), rtol=1e-12)
    return run


def batchnorm(w, channels):
    def run(x):
        flat = x.reshape(-1, channels)
        return F.batch_norm(flat, None, None, w[:channels], w[channels:], training=True, eps=1e-5).reshape(x.shape)

    return run


def layer_cases():
    torch.manual_seed(1)
    draw = lambda *shape: torch.randn(*shape, dtype=torch.float64)
    plan = [
        ("conv(3,3)", [2, 6, 5, 2], 57, lambda w: conv(w, 2, 3, 3, (0, 0, 0, 0), 1)),
        ("conv(9,2,same)", [2, 5, 7, 1], 45, lambda w: conv(w, 1, 9, 2, (0, 1, 0, 1), 1)),
        ("conv(8,5,same)", [2, 7, 9, 3], 608, lambda w: conv(w, 3, 8, 5, (2, 2, 2, 2), 1)),
        ("conv(4,3,valid,2)", [2, 8, 7, 2], 76, lambda w: conv(w, 2, 4, 3, (0, 0, 0, 0), 2)),
        ("conv(2,3,same,2)", [1, 6, 7, 2], 38, lambda w: conv(w, 2, 2, 3, (1, 1, 0, 1), 2)),
        ("pool(2)", [2, 6, 7, 5], 0, lambda w: lambda x: pixels(F.max_pool2d(images(x), 2))),
        ("pool(3,1)", [2, 5, 6, 4], 0, lambda w: lambda x: pixels(F.max_pool2d(images(x), 3, 1))),
        ("avgpool(2)", [2, 6, 7, 5], 0, lambda w: lambda x: pixels(F.avg_pool2d(images(x), 2))),
        ("avgpool(3,2)", [2, 7, 6, 4], 0, lambda w: lambda x: pixels(F.avg_pool2d(images(x), 3, 2))),
        ("batchnorm", [6, 5], 10, lambda w: batchnorm(w, 5)),
        ("batchnorm", [3, 4, 2, 3], 6, lambda w: batchnorm(w, 3)),
        ("lstm(5)", [3, 6, 4], 220, lambda w: recurrent(torch.lstm, w, 4, 5, False)),
        ("lstm(3,sequence)", [5, 4, 2], 84, lambda w: recurrent(torch.lstm, w, 2, 3, True)),
        ("gru(5)", [3, 6, 4], 165, lambda w: recurrent(torch.gru, w, 4, 5, False)),
        ("gru(3,sequence)", [5, 4, 2], 63, lambda w: recurrent(torch.gru, w, 2, 3, True)),
        ("gelu", [4, 9], 0, lambda w: F.gelu),
        ("leakyrelu(0.2)", [4, 9], 0, lambda w: lambda x: F.leaky_relu(x, 0.2)),
        ("embedding(4,7)", [3, 5], 28, lambda w: lambda x: F.embedding(x.long(), w.reshape(7, 4))),
        ("softmax", [4, 9], 0, lambda w: lambda x: F.softmax(x, -1)),
        ("softmax", [2, 3, 4, 5], 0, lambda w: lambda x: F.softmax(x, -1)),
        ("lstm(5,relu)", [3, 6, 4], 220, lambda w: cells(torch.lstm, F.relu, w, 4, 5)),
        ("lstm(5,sigmoid)", [3, 6, 4], 220, lambda w: cells(torch.lstm, torch.sigmoid, w, 4, 5)),
        ("gru(5,relu)", [3, 6, 4], 165, lambda w: cells(torch.gru, F.relu, w, 4, 5)),
        ("gru(5,leakyrelu)", [3, 6, 4], 165, lambda w: cells(torch.gru, F.leaky_relu, w, 4, 5)),
    ]
    cases = []
    for text, shape, count, make in plan:
        symbols = text.startswith("embedding")
        x = torch.randint(0, 7, shape).double() if symbols else draw(*shape).requires_grad_()
        w = (0.5 * draw(count)).requires_grad_()
        y = make(w)(x)
        dy = draw(*y.shape)
        y.backward(dy)
        case = {"layer": text, "shape": shape[1:], "m": shape[0], "w": numbers(w), "x": numbers(x), "y": numbers(y)}
        case |= {"output": list(y.shape[1:]), "dy": numbers(dy), "dw": numbers(w.grad) if count else []}
        if not symbols:
            case["dx"] = numbers(x.grad)
        cases.append(case)
    return cases


def running_case():
    """Batch normalization's running averages over three steps, and what it makes of a batch when tested."""
    torch.manual_seed(2)
    norm = nn.BatchNorm1d(4).double()
    batches = [2 + 3 * torch.randn(5, 4, dtype=torch.float64) for _ in range(3)]
    for batch in batches:
        norm(batch)
    norm.eval()
    test = torch.randn(2, 4, dtype=torch.float64)
    return {"batches": [numbers(b) for b in batches], "test": numbers(test), "y": numbers(norm(test))}


def loss_cases():
    torch.manual_seed(3)
    y, labels = 3 * torch.randn(6, 4, dtype=torch.float64), torch.randint(0, 4, (6,))
    hot = F.one_hot(labels, 4).double()
    cases = []
    for name, loss in (
        ("crossEntropy", lambda y: F.cross_entropy(y, labels)),
        ("mse", lambda y: F.mse_loss(y, hot)),
        ("binaryCrossEntropy", lambda y: F.binary_cross_entropy_with_logits(y, hot)),
        ("mae", lambda y: F.l1_loss(y, hot)),
    ):
        at = y.clone().requires_grad_()
        value = loss(at)
        value.backward()
        cases.append(
            {"loss": name, "y": numbers(y), "labels": labels.tolist(), "value": value.item(), "dy": numbers(at.grad)}
        )
    told = torch.randn(6, 1, dtype=torch.float64)
    for name, loss in (("mse", F.mse_loss), ("mae", F.l1_loss)):
        at = y[:, :1].clone().requires_grad_()
        value = loss(at, told)
        value.backward()
        cases.append(
            {"loss": name, "y": numbers(at), "numbers": numbers(told), "value": value.item(), "dy": numbers(at.grad)}
        )
    return cases


# Loss curves.


def stripes(count, shape, classes):  # tests/cpp/support.h
    random, size = Pcg32(7, 3), math.prod(shape)
    items, labels = numpy.empty((count, size), numpy.float32), []
    for i in range(count):
        label = i % classes
        labels.append(label)
        for p in range(size):
            items[i, p] = numpy.float32(random.below(120) + (100 if p % classes == label else 0)) * numpy.float32(1 / 255)
    return torch.from_numpy(items.reshape([count, *shape])), torch.tensor(labels)


def batches(seed, count, batch, steps):  # cpp/dataset/batches.cpp
    per_epoch, order = -(-count // batch), []
    for step in range(steps):
        if step % per_epoch == 0:
            random, order = Pcg32(seed, 1000 + step // per_epoch), list(range(count))
            for i in range(count, 1, -1):
                j = random.below(i)
                order[i - 1], order[j] = order[j], order[i - 1]
        begin = step % per_epoch * batch
        yield order[begin : begin + batch]


def he_uniform(random, count, fan_in):
    scale = math.sqrt(6 / fan_in)
    return torch.tensor([numpy.float32((2 * random.uniform() - 1) * scale) for _ in range(count)])


def set_dense(layer, random):
    n, m = layer.in_features, layer.out_features
    layer.weight.data = he_uniform(random, n * m, n).reshape(n, m).T.contiguous()
    layer.bias.data.zero_()


def set_conv(layer, random):
    size, c_in, c_out = layer.kernel_size[0], layer.in_channels, layer.out_channels
    area = size * size
    w = he_uniform(random, area * c_in * c_out, area * c_in).reshape(size, size, c_in, c_out)
    layer.weight.data = w.permute(3, 2, 0, 1).contiguous()
    layer.bias.data.zero_()


def set_lstm(layer, random):
    features, units = layer.input_size, layer.hidden_size
    rows = he_uniform(random, (features + units) * 4 * units, features + units).reshape(features + units, 4 * units)
    layer.weight_ih_l0.data, layer.weight_hh_l0.data = rows[:features].T.contiguous(), rows[features:].T.contiguous()
    layer.bias_ih_l0.data.zero_()
    layer.bias_ih_l0.data[units : 2 * units] = 1
    layer.bias_hh_l0.data.zero_()


class Pixels(nn.Module):  # to our order, in which dense reads an image
    def forward(self, x):
        return pixels(x).flatten(1)


class Images(nn.Module):
    def forward(self, x):
        return images(x)


class Last(nn.Module):
    def __init__(self, layer):
        super().__init__()
        self.layer = layer

    def forward(self, x):
        return self.layer(x)[0][:, -1]


def curve(case, net, setters, optimizer):
    random = Pcg32(case["seed"], 1)
    for layer, setter in setters:
        setter(layer, random)
    x, labels = stripes(case["train"], case["shape"], case["classes"])
    losses = []
    for items in batches(case["seed"], case["train"], case["batch"], 100):
        optimizer.zero_grad()
        loss = F.cross_entropy(net(x[items]), labels[items])
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return case | {"losses": losses}


def curves():
    first, second = nn.Linear(784, 32), nn.Linear(32, 10)
    mlp = nn.Sequential(nn.Flatten(), first, nn.ReLU(), second)
    case = {"net": "dense(32) relu dense(10)", "shape": [28, 28, 1], "classes": 10, "train": 200, "batch": 32, "seed": 3}
    case |= {"lane": {"optimizer": "adam", "lr": 0.001}}
    yield curve(case, mlp, [(first, set_dense), (second, set_dense)], torch.optim.Adam(mlp.parameters(), lr=0.001))

    one, two, out = nn.Conv2d(1, 8, 5, padding=2), nn.Conv2d(8, 16, 5, padding=2), nn.Linear(784, 10)
    cnn = nn.Sequential(
        Images(), one, nn.ReLU(), nn.MaxPool2d(2), two, nn.ReLU(), nn.MaxPool2d(2), Pixels(), out
    )
    case = {"net": "conv(8,5,same) relu pool(2) conv(16,5,same) relu pool(2) dense(10)", "shape": [28, 28, 1]}
    case |= {"classes": 10, "train": 60, "batch": 8, "seed": 4, "lane": {"optimizer": "sgd", "lr": 0.005, "momentum": 0.9}}
    optimizer = torch.optim.SGD(cnn.parameters(), lr=0.005, momentum=0.9)
    yield curve(case, cnn, [(one, set_conv), (two, set_conv), (out, set_dense)], optimizer)

    memory, out = nn.LSTM(10, 32, batch_first=True), nn.Linear(32, 4)
    lstm = nn.Sequential(Last(memory), out)
    case = {"net": "lstm(32) dense(4)", "shape": [40, 10], "classes": 4, "train": 120, "batch": 16, "seed": 5}
    case |= {"lane": {"optimizer": "rmsprop", "lr": 0.001}}
    yield curve(case, lstm, [(memory, set_lstm), (out, set_dense)], torch.optim.RMSprop(lstm.parameters(), lr=0.001))


if __name__ == "__main__":
    golden = {"made with": "PyTorch " + torch.__version__, "layers": layer_cases(), "running": running_case()}
    golden |= {"losses": loss_cases(), "curves": list(curves())}
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "networks.json"), "w") as file:
        json.dump(golden, file, separators=(",", ":"))
        file.write("\n")
