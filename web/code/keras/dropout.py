class Dropout(keras.layers.Layer):
    """The masks of the race: they depend on the seed, the step and the layer's place alone."""

    step = 0

    def __init__(self, p, place):
        super().__init__()
        self.p, self.place = p, place

    def call(self, x):
        drawn = draws_of(Dropout.step, 64 * seed + self.place).uniforms(*x.shape)
        return x * np.where(drawn < self.p, 0, 1 / (1 - self.p)).astype(np.float32)
