class Cell(keras.layers.Layer):
    """What LSTM and GRU share: matrices for inputs and states, and two biases, where the layers of Keras differ."""

    gates, states = 1, 1

    def __init__(self, units, activation):
        super().__init__()
        self.units, self.f = units, activation
        self.state_size = [units] * self.states

    def build(self, shape):
        width = self.gates * self.units
        self.w = self.add_weight(shape=(shape[-1], width))
        self.u = self.add_weight(shape=(self.units, width))
        self.b, self.b2 = self.add_weight(shape=(width,)), self.add_weight(shape=(width,))

    def sides(self, x, h):
        return keras.ops.matmul(x, self.w) + self.b, keras.ops.matmul(h, self.u) + self.b2
