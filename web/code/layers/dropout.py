class Dropout(Plain):
    def __init__(self, p, place):
        self.p, self.place = p, place

    def forward(self, x, tensors, t):
        # The mask depends on the seed, the step and the layer's place alone.
        drawn = draws_of(t, 64 * seed + self.place).uniforms(*x.shape)
        self.mask = np.where(drawn < self.p, 0, 1 / (1 - self.p)).astype(x.dtype)
        return x * self.mask

    def backward(self, d, tensors):
        return d * self.mask, []
