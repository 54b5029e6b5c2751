class Gru(Recurrent):
    gates, forget = 3, 0

    def begin(self, h):
        return None

    def step(self, x, h, state, tensors):
        w, b, b2 = tensors
        n = 2 * self.units
        a, own = x @ w[: self.features] + b, h @ w[self.features :] + b2
        r, z = np.split(sigmoid(a[:, :n] + own[:, :n]), 2, 1)
        new = self.f(a[:, n:] + r * own[:, n:])
        return (1 - z) * new + z * h, None, (r, z, new, own[:, n:])

    def step_back(self, dh, dstate, x, h, seen, tensors, grads):
        w, features = tensors[0], self.features
        r, z, new, own = seen
        dn = dh * (1 - z) * self.slope(new)
        dr, dz = dn * own * r * (1 - r), dh * (h - new) * z * (1 - z)
        da, down = np.hstack([dr, dz, dn]), np.hstack([dr, dz, dn * r])
        grads[0][:features] += x.T @ da
        grads[0][features:] += h.T @ down
        grads[1] += da.sum(0)
        grads[2] += down.sum(0)
        return da @ w[:features].T, dh * z + down @ w[features:].T, None
