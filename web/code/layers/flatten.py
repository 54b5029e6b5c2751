class Flatten(Plain):
    def build(self, shape):
        self.shapes = []
        return (math.prod(shape),)

    def forward(self, x, tensors, t):
        self.shape = x.shape
        return x.reshape(len(x), -1)

    def backward(self, d, tensors):
        return d.reshape(self.shape), []
