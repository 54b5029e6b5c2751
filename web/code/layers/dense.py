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
            biases(random, self.inputs, self.units),  #? init=pytorch
            np.zeros(self.units),  #? !init=pytorch
        ]

    def forward(self, x, tensors, t):
        w, b = tensors
        self.shape, self.x = x.shape, x.reshape(len(x), -1)
        return self.x @ w + b

    def backward(self, d, tensors):
        return (d @ tensors[0].T).reshape(self.shape), [self.x.T @ d, d.sum(0)]
