# #v=1&p=linear_regression&o=rmsprop,rho=.9&o=adam,lr=.05&steps=1000&view=loss&axis=log&checksum=97bbca423c8cf97e
import functools
import json
import math

import numpy as np

start = np.array([0.0, 0.0])
steps = 1000
seed = 1
batch = 4


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

    def below(self, k):
        # The lowest numbers are drawn again, so that all remainders are equally likely.
        while True:
            drawn = self.next()
            if drawn >= (2**32 - k) % k:
                return drawn % k


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


x = np.array([[1.0, 2.0], [2.0, 3.0], [3.0, 4.0], [4.0, 5.0]])
y = np.array([2.0, 3.0, 4.0, 5.0])


def loss(w, t=0):
    items = batch_of(t, len(x))
    return np.mean((x[items] @ w - y[items]) ** 2)


def gradient(w, t=0):
    items = batch_of(t, len(x))
    return 2 / len(items) * (x[items] @ w - y[items]) @ x[items]


def rmsprop(w, steps, lr, rho, epsilon):
    """RMSprop (Tieleman & Hinton 2012)."""
    v = np.zeros_like(w)  # the average of squared gradients
    for t in range(1, steps + 1):
        g = gradient(w, t - 1)
        v = rho * v + (1 - rho) * g**2
        w = w - lr / (np.sqrt(v) + epsilon) * g
    return w, float(loss(w, steps))


def adam(w, steps, lr, beta1, beta2, epsilon):
    """Adam (Kingma & Ba 2015)."""
    m = np.zeros_like(w)  # the average of gradients
    v = np.zeros_like(w)  # the average of squared gradients
    for t in range(1, steps + 1):
        g = gradient(w, t - 1)
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        v_hat = v / (1 - beta2**t)
        m_hat = m / (1 - beta1**t)
        w = w - lr / (np.sqrt(v_hat) + epsilon) * m_hat
    return w, float(loss(w, steps))


results = [
    ("RMSprop", *rmsprop(start, steps, lr=0.01, rho=0.9, epsilon=1e-8)),
    ("Adam", *adam(start, steps, lr=0.05, beta1=0.9, beta2=0.999, epsilon=1e-8)),
]
print(json.dumps([{"lane": lane, "loss": value, "params": w.tolist()} for lane, w, value in results]))
