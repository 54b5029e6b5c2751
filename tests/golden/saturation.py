"""Writes saturation.json: what PyTorch computes where tanh, the logistic function and their like are all but constant.

    apt-get install python3-torch; /usr/bin/python3 tests/golden/saturation.py

Layers at numbers of float32, computed in float64. Training in float32, from weights and batches that both sides make from PCG32;
MNIST is read from web/public/data (npm start).
"""

import gzip
import json
import math
import os

import numpy
import torch
from torch import nn
from torch.nn import functional as F

from networks import Pcg32, batches, numbers, recurrent

HERE = os.path.dirname(os.path.abspath(__file__))
float32 = lambda x: x.float().double()


def layer_cases():
    torch.manual_seed(4)
    line = torch.cat([torch.linspace(-110, 110, 221), torch.linspace(-11, 11, 353), torch.linspace(8, 9.5, 97)])
    draw = lambda *shape: float32(torch.randn(*shape, dtype=torch.float64))
    plan = [
        ("tanh", [1, len(line)], 0, lambda w: torch.tanh),
        ("sigmoid", [1, len(line)], 0, lambda w: torch.sigmoid),
        ("gelu", [1, len(line)], 0, lambda w: F.gelu),
        ("lstm(5)", [3, 6, 4], 220, lambda w: recurrent(torch.lstm, w, 4, 5, False)),
        ("gru(5)", [3, 6, 4], 165, lambda w: recurrent(torch.gru, w, 4, 5, False)),
    ]
    for text, shape, count, make in plan:
        x = (float32(line).reshape(shape) if count == 0 else draw(*shape)).requires_grad_()
        w = (8 * draw(count)).requires_grad_()  # far beyond where the gates are open or shut
        y = make(w)(x)
        y.backward(torch.ones_like(y))
        case = {"layer": text, "shape": shape[1:], "m": shape[0], "w": numbers(w), "x": numbers(x), "y": numbers(y)}
        yield case | {"dx": numbers(x.grad)}


def stays():
    """A unit whose tanh is 1: nothing before it moves."""
    w = [torch.tensor(x, requires_grad=True) for x in ([[12.0]], [0.0], [[1.0, -1.0]], [0.0, 0.0])]
    optimizer = torch.optim.Adam(w, lr=0.05)
    for _ in range(50):
        optimizer.zero_grad()
        h = torch.tanh(torch.tensor([[1.0]]) @ w[0] + w[1])
        F.cross_entropy(h @ w[2] + w[3], torch.tensor([1])).backward()
        optimizer.step()
    return {"net": "dense(1) tanh dense(2)", "start": [12, 0, 1, -1, 0, 0], "steps": 50} | {
        "params": [float(x) for tensor in w for x in tensor.detach().reshape(-1)]
    }


def mnist(count):
    with gzip.open(os.path.join(HERE, "../../web/public/data/mnist/train-000.bin")) as file:
        content = numpy.frombuffer(file.read(), numpy.uint8)
    chunk = len(content) // 785
    items = content[: count * 784].reshape(count, 784).astype(numpy.float32) * numpy.float32(1 / 255)
    return torch.from_numpy(items), torch.from_numpy(content[chunk * 784 :][:count].astype(numpy.int64))


def curve(kind, train, seed, batch, steps):
    random = Pcg32(seed, 1)
    layers = []
    for n, m in ((784, 24), (24, 10)):
        scale = math.sqrt(6 / (n + m))
        w = torch.tensor([numpy.float32((2 * random.uniform() - 1) * scale) for _ in range(n * m)])
        layer = nn.Linear(n, m)
        layer.weight.data = w.reshape(n, m).T.contiguous()
        layer.bias.data.zero_()
        layers.append(layer)
    net = nn.Sequential(layers[0], nn.Sigmoid(), layers[1]).to(kind)
    x, labels = mnist(train)
    x = x.to(kind)
    optimizer = torch.optim.Adagrad(net.parameters(), lr=0.1)
    losses = []
    for items in batches(seed, train, batch, steps):
        optimizer.zero_grad()
        loss = F.cross_entropy(net(x[items]), labels[items])
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


def curves():
    case = {"net": "dense(24) sigmoid dense(10)", "train": 320, "batch": 32, "seed": 7, "init": "xavier"}
    losses, rounded = (curve(kind, 320, 7, 32, 60) for kind in (torch.float64, torch.float32))
    print("float32 from float64: %.1e" % max(abs(a / b - 1) for a, b in zip(rounded, losses)))
    return case | {"lane": {"optimizer": "adagrad", "lr": 0.1}, "losses": [float("%.9g" % x) for x in losses]}


if __name__ == "__main__":
    golden = {"made with": "PyTorch " + torch.__version__, "layers": list(layer_cases()), "stays": stays()}
    golden |= {"curve": curves()}
    with open(os.path.join(HERE, "saturation.json"), "w") as file:
        json.dump(golden, file, separators=(",", ":"))
        file.write("\n")
