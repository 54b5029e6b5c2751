class Tanh(Plain):
    def forward(self, x, tensors, t):
        self.y = np.tanh(x)
        return self.y

    def backward(self, d, tensors):
        return d * (1 - self.y**2), []
