class Gru(Cell):
    gates, states = 3, 1

    def call(self, x, states):
        (h,) = states
        (r, z, n), (r2, z2, n2) = (keras.ops.split(side, 3, axis=1) for side in self.sides(x, h))
        z = keras.ops.sigmoid(z + z2)
        h = (1 - z) * self.f(n + keras.ops.sigmoid(r + r2) * n2) + z * h
        return h, [h]
