"""PyTorch's side of bench/peers: reads a request a line, writes an answer a line (torch.mjs)."""
import json
import sys
import time
from array import array

import torch
from torch import nn

torch.set_num_threads(1)
torch.set_num_interop_threads(1)


def floats(path):
    values = array("f")
    with open(path, "rb") as file:
        values.frombytes(file.read())
    return torch.frombuffer(values, dtype=torch.float32).clone()


def bytes_of(path):
    with open(path, "rb") as file:
        return torch.frombuffer(bytearray(file.read()), dtype=torch.uint8).long()


class ByRows(nn.Module):
    """Images as (height, width, channels) in a row, as the flat parameters of the next dense layer have them."""

    def forward(self, x):
        return x.permute(0, 2, 3, 1).flatten(1) if x.dim() == 4 else x.flatten(1)


class LastState(nn.Module):
    def __init__(self, kind, inputs, units, reader):
        super().__init__()
        self.cells = {"lstm": nn.LSTM, "gru": nn.GRU}[kind](inputs, units, batch_first=True)
        gates = {"lstm": 4, "gru": 3}[kind] * units
        self.cells.weight_ih_l0.data = reader.take(inputs, gates).T.contiguous()
        self.cells.weight_hh_l0.data = reader.take(units, gates).T.contiguous()
        self.cells.bias_ih_l0.data = reader.take(gates)
        self.cells.bias_hh_l0.data = reader.take(gates)

    def forward(self, x):
        return self.cells(x)[0][:, -1]


class Reader:
    """Cuts the flat parameters into weights, in the order of docs/numerics.md."""

    def __init__(self, flat):
        self.flat, self.at = flat, 0

    def take(self, *shape):
        size = torch.Size(shape).numel()
        self.at += size
        return self.flat[self.at - size : self.at].reshape(shape)


def network(layers, shape, reader):
    modules, shape = [], list(shape)
    for layer in layers:
        kind, args = layer["id"], layer["args"]
        if kind == "dense":
            inputs, units = torch.Size(shape).numel(), int(args[0])
            if len(shape) > 1:
                modules.append(ByRows())
            module = nn.Linear(inputs, units)
            module.weight.data = reader.take(inputs, units).T.contiguous()
            module.bias.data = reader.take(units)
            shape = [units]
        elif kind == "conv":
            channels, size, same = int(args[0]), int(args[1]), args[2] == "same"
            module = nn.Conv2d(shape[2], channels, size, padding="same" if same else "valid")
            module.weight.data = reader.take(size, size, shape[2], channels).permute(3, 2, 0, 1).contiguous()
            module.bias.data = reader.take(channels)
            shape = [*(shape[:2] if same else [n - size + 1 for n in shape[:2]]), channels]
        elif kind == "pool":
            size = int(args[0])
            module = nn.MaxPool2d(size)
            shape = [shape[0] // size, shape[1] // size, shape[2]]
        elif kind == "flatten":
            module, shape = ByRows(), [torch.Size(shape).numel()]
        elif kind in ("lstm", "gru"):
            units = int(args[0])
            module, shape = LastState(kind, shape[1], units, reader), [units]
        elif kind == "embedding":
            size, words = int(args[0]), 256
            module = nn.Embedding(words, size)
            module.weight.data = reader.take(words, size)
            shape = [torch.Size(shape).numel(), size]
        elif kind == "batchnorm":
            module = (nn.BatchNorm2d if len(shape) == 3 else nn.BatchNorm1d)(shape[-1])
            module.weight.data, module.bias.data = reader.take(shape[-1]), reader.take(shape[-1])
        else:
            module = {"relu": nn.ReLU, "tanh": nn.Tanh, "sigmoid": nn.Sigmoid}[kind]()
        modules.append(module)
    if reader.at != len(reader.flat):
        raise ValueError(f"{reader.at} of {len(reader.flat)} parameters have a place")
    return nn.Sequential(*modules)


class Task:
    def __init__(self, layers, shape, batch, optimizer, lr, x, y, params):
        self.net = network(layers, shape, Reader(floats(params)))
        items = floats(x).reshape(-1, *shape)
        if layers[0]["id"] == "embedding":
            items = (items.flatten(1) * 255).round().long()
        elif layers[0]["id"] == "dense":
            items = items.flatten(1)
        elif len(shape) == 3:
            items = items.permute(0, 3, 1, 2).contiguous()
        self.x, self.y = items.split(batch), bytes_of(y).split(batch)
        rule = {"adam": torch.optim.Adam, "rmsprop": torch.optim.RMSprop}[optimizer]
        self.rule = rule(self.net.parameters(), lr=lr)
        self.loss = nn.CrossEntropyLoss()
        self.steps = 0

    def step(self):
        k = self.steps % len(self.x)
        self.steps += 1
        self.rule.zero_grad()
        loss = self.loss(self.net(self.x[k]), self.y[k])
        loss.backward()
        self.rule.step()
        return loss.item()


def answer(value):
    print(json.dumps(value), flush=True)


def main():
    blas = next((word for word in torch.__config__.show().split() if word.startswith("BLAS_INFO")), "")
    answer({"version": torch.__version__, "blas": blas.rstrip(",")})
    task = None
    for line in sys.stdin:
        try:
            request = json.loads(line)
            if "make" in request:
                task = Task(**request["make"])
                answer({})
            else:
                start = time.perf_counter()
                losses = [task.step() for _ in range(request["run"])]
                answer({"losses": losses, "micros": (time.perf_counter() - start) * 1e6 / request["run"]})
        except Exception as error:  # told to the driver, which names it
            answer({"error": f"{type(error).__name__}: {error}"})


main()
