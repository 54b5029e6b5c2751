"""Writes surface-trajectories.json: what PyTorch's optimizers do on six surfaces in float64, step by step.

    apt-get install python3-torch libopenblas0-pthread; /usr/bin/python3 tests/golden/surfaces.py [--check]

A rule is one line of RULES, a surface one of SURFACES. --check writes nothing: it compares with the file.
"""

import json
import math
import os
import sys

os.environ["OMP_NUM_THREADS"] = "1"
import torch
from torch import optim

torch.set_default_dtype(torch.float64)  # NAdam keeps its product in it
PATH = os.path.join(os.path.dirname(os.path.abspath(__file__)), "surface-trajectories.json")
RECORDED = [*range(11), 20, 50, 100, 200]

SURFACES = {  # f and the start
    "quartic1d": (lambda x: x**4 - 16 * x**2 + 5 * x, [1.0]),
    "ravine": (lambda x, y: 0.5 * (x**2 + 100 * y**2), [-1.5, 0.8]),
    "rosenbrock": (lambda x, y: (1 - x) ** 2 + 100 * (y - x**2) ** 2, [-1.2, 1.0]),
    "beale": (
        lambda x, y: (1.5 - x + x * y) ** 2 + (2.25 - x + x * y**2) ** 2 + (2.625 - x + x * y**3) ** 2,
        [1.0, 1.5],
    ),
    "himmelblau": (lambda x, y: (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2, [0.5, -0.5]),
    "saddle": (lambda x, y: x**2 - y**2 + 0.25 * y**4, [-1.0, 0.01]),
}

RULES = [  # our id, PyTorch's rule, hyper-parameters by our ids
    ("sgd", optim.SGD, {"lr": 0.001}),
    ("sgd", optim.SGD, {"lr": 0.001, "momentum": 0.9}),
    ("sgd", optim.SGD, {"lr": 0.001, "momentum": 0.9, "nesterov": True}),
    ("sgd", optim.SGD, {"lr": 0.001, "weightDecay": 0.1}),
    ("sgd", optim.SGD, {"lr": 0.001, "momentum": 0.9, "weightDecay": 0.1}),
    ("sgd", optim.SGD, {"lr": 0.001, "momentum": 0.9, "dampening": 0.3}),
    ("sgd", optim.SGD, {"lr": 0.001, "momentum": 0.9, "nesterov": True, "weightDecay": 0.1}),
    ("adagrad", optim.Adagrad, {"lr": 0.1}),
    ("adagrad", optim.Adagrad, {"lr": 0.1, "weightDecay": 0.1}),
    ("adagrad", optim.Adagrad, {"lr": 0.1, "lrDecay": 0.01}),
    ("adagrad", optim.Adagrad, {"lr": 0.1, "initialAccumulator": 0.1}),
    ("rmsprop", optim.RMSprop, {"lr": 0.01}),
    ("rmsprop", optim.RMSprop, {"lr": 0.01, "rho": 0.9, "centered": True}),
    ("rmsprop", optim.RMSprop, {"lr": 0.01, "rho": 0.9, "momentum": 0.5}),
    ("rmsprop", optim.RMSprop, {"lr": 0.01, "rho": 0.9, "weightDecay": 0.01}),
    ("rmsprop", optim.RMSprop, {"lr": 0.01, "rho": 0.9, "centered": True, "momentum": 0.5}),
    ("adadelta", optim.Adadelta, {"lr": 1.0}),
    ("adadelta", optim.Adadelta, {"lr": 1.0, "weightDecay": 0.1}),
    ("adam", optim.Adam, {"lr": 0.05}),
    ("adam", optim.Adam, {"lr": 0.05, "weightDecay": 0.1}),
    ("adam", optim.Adam, {"lr": 0.05, "beta2": 0.9, "amsgrad": True}),
    ("adamw", optim.AdamW, {"lr": 0.05, "weightDecay": 0.1}),
    ("adamw", optim.AdamW, {"lr": 0.05, "weightDecay": 0.1, "amsgrad": True}),
    ("adamax", optim.Adamax, {"lr": 0.02}),
    ("adamax", optim.Adamax, {"lr": 0.02, "weightDecay": 0.1}),
    ("nadam", optim.NAdam, {"lr": 0.02}),
    ("nadam", optim.NAdam, {"lr": 0.02, "weightDecay": 0.1}),
    ("radam", optim.RAdam, {"lr": 0.05}),
    ("radam", optim.RAdam, {"lr": 0.05, "weightDecay": 0.1}),
    ("rprop", optim.Rprop, {"lr": 0.01}),
]

NAMES = {"weightDecay": "weight_decay", "epsilon": "eps", "momentumDecay": "momentum_decay", "lrDecay": "lr_decay"}
NAMES |= {"initialAccumulator": "initial_accumulator_value", "decoupled": "decoupled_weight_decay"}


def arguments(rule, hyper):
    """Our hyper-parameters as PyTorch calls them."""
    named = {NAMES.get(id, id): value for id, value in hyper.items() if not id.startswith("beta") and id != "rho"}
    if "rho" in hyper:
        named["alpha" if rule is optim.RMSprop else "rho"] = hyper["rho"]
    if "beta1" in hyper or "beta2" in hyper:
        named["betas"] = (hyper.get("beta1", 0.9), hyper.get("beta2", 0.999))
    return named


def slips(id):
    """What this version of PyTorch computes otherwise than our defaults."""
    return {"muTwice": True} if id == "nadam" and int(torch.__version__.split(".")[0]) < 2 else {}


def run(f, start, rule, hyper):
    w = torch.tensor(start, requires_grad=True)
    optimizer = rule([w], **arguments(rule, hyper))
    steps = []
    for t in range(RECORDED[-1] + 1):
        optimizer.zero_grad()
        value = f(*w)
        if t in RECORDED:
            steps.append([t, w.tolist(), value.item()])
        value.backward()
        optimizer.step()
    return steps


def numbers(steps):
    return [x for _, w, value in steps for x in [*w, value]]


def apart(a, b):
    """The largest difference of two runs, relative but where the numbers are nearly 0."""
    return max(abs(x - y) / max(abs(x), 1e-6) for x, y in zip(numbers(a), numbers(b)))


def amplified(f, start, rule, hyper, steps):
    """How far a change of the start's last bit takes the run: beyond 1e-9 no two programs would agree on it."""
    beside = [[math.nextafter(x, end) for x in start] for end in (math.inf, -math.inf)]
    return max(apart(steps, run(f, other, rule, hyper)) for other in beside)


def cases():
    for surface, (f, start) in SURFACES.items():
        for id, rule, hyper in RULES:
            steps = run(f, start, rule, hyper)
            if all(map(math.isfinite, numbers(steps))) and amplified(f, start, rule, hyper, steps) <= 1e-9:
                case = {"surface": surface, "start": start, "optimizer": id, "hyperparameters": hyper | slips(id)}
                yield case | {"steps": steps}


def check(made):
    with open(PATH) as file:
        there = json.load(file)["cases"]
    what = lambda case: {key: value for key, value in case.items() if key != "steps"}
    if list(map(what, made)) != list(map(what, there)):
        sys.exit("surface-trajectories.json holds other cases")
    worst = max(apart(one["steps"], other["steps"]) for one, other in zip(made, there))
    same = sum(one["steps"] == other["steps"] for one, other in zip(made, there))
    print(f"{len(made)} cases, {same} of them the same to the last bit, largest relative difference {worst:.1e}")
    if worst > 1e-9:
        sys.exit("that is too much")


if __name__ == "__main__":
    made = list(cases())
    if "--check" in sys.argv:
        check(made)
    else:
        golden = {"source": f"PyTorch {torch.__version__}, float64"}
        golden |= {"note": "steps: [t, parameters before update t+1, value there]; t=0 is the start", "cases": made}
        with open(PATH, "w") as file:
            json.dump(golden, file, separators=(",", ":"))
            file.write("\n")
