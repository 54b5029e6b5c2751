class Lstm(Recurrent):
    gates, forget = 4, 1  # a forget gate begins open

    def begin(self, h):
        return np.zeros_like(h)

    def step(self, x, h, c, tensors):
        w, b, b2 = tensors
        z = np.hstack([x, h]) @ w + b + b2
        i, f, o = (sigmoid(part) for part in np.split(z, 4, 1)[:2] + np.split(z, 4, 1)[3:])
        g = self.f(np.split(z, 4, 1)[2])
        new = f * c + i * g
        y = self.f(new)
        return o * y, new, (i, f, g, o, c, y)

    def step_back(self, dh, dc, x, h, seen, tensors, grads):
        i, f, g, o, c, y = seen
        dc = dc + dh * o * self.slope(y)
        dz = np.hstack([dc * g * i * (1 - i), dc * c * f * (1 - f), dc * i * self.slope(g), dh * y * o * (1 - o)])
        grads[0] += np.hstack([x, h]).T @ dz
        grads[1] += dz.sum(0)
        grads[2] += dz.sum(0)
        back = dz @ tensors[0].T
        return back[:, : self.features], back[:, self.features :], dc * f
