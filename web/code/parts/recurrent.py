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
        w = weights(random, units, gates, self.shapes[0])  #? init=pytorch
        b, b2 = biases(random, units, gates), biases(random, units, gates)  #? init=pytorch
        w = weights(random, features + units, units, self.shapes[0])  #? !init=pytorch&!init=keras
        w = np.vstack([weights(random, features, gates, (features, gates)), orthonormal(random, units, gates)])  #? init=keras
        b, b2 = np.zeros(gates), np.zeros(gates)  #? !init=pytorch
        b[units : 2 * units] = self.forget  #? !init=pytorch
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
    "relu": (lambda x: np.maximum(x, 0), lambda y: (y > 0).astype(y.dtype)),  #? relu
    "leakyrelu": (lambda x: np.where(x < 0, np.float32(0.01) * x, x), lambda y: np.where(y > 0, np.float32(1), np.float32(0.01))),  #? leakyrelu
    "sigmoid": (sigmoid, lambda y: y * (1 - y)),  #? sigmoid
}
