class Lstm(Cell):
    gates, states = 4, 2

    def call(self, x, states):
        h, c = states
        i, forget, g, o = keras.ops.split(sum(self.sides(x, h)), 4, axis=1)
        c = keras.ops.sigmoid(forget) * c + keras.ops.sigmoid(i) * self.f(g)
        h = keras.ops.sigmoid(o) * self.f(c)
        return h, [h, c]
