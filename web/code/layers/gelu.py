class Gelu(Plain):
    def forward(self, x, tensors, t):
        erf = np.vectorize(math.erf)
        self.x, self.share = x, ((1 + erf(x / math.sqrt(2))) / 2).astype(x.dtype)
        return x * self.share

    def backward(self, d, tensors):
        density = np.exp(-(self.x**2) / 2) / math.sqrt(2 * math.pi)
        return d * (self.share + self.x * density), []
