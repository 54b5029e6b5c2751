class Relu(Plain):
    def forward(self, x, tensors, t):
        self.positive = x > 0
        return x * self.positive

    def backward(self, d, tensors):
        return d * self.positive, []
