class Shampoo:
    """Shampoo (Gupta et al. 2018): each matrix of weights is divided by roots of the sums of g g^T and g^T g."""

    def __init__(self, w, epsilon, precondition_frequency, max_dim):  #? !weightDecay
    def __init__(self, w, epsilon, precondition_frequency, max_dim, weight_decay):  #? weightDecay
        self.weight_decay = weight_decay  #? weightDecay
        self.epsilon, self.every = epsilon, precondition_frequency
        self.parts = []
        first = 0
        for shape in shapes:
            size = math.prod(shape)
            # A vector has one side; a side that is too long is left out.
            sides = [n if n <= max_dim else 0 for n in shape]
            sums = [np.eye(n, dtype=w.dtype) * w.dtype.type(epsilon) for n in sides]
            squares = np.full(size, epsilon, w.dtype)
            self.parts.append((slice(first, first + size), shape, sides, sums, [None] * len(sides), squares))
            first += size

    def step(self, w, g, t, lr):
        g = g + self.weight_decay * w  #? weightDecay
        w = w.copy()
        for place, shape, sides, sums, roots, squares in self.parts:
            due = (t - 1) % self.every == 0
            if not any(sides):
                squares += g[place] ** 2
                w[place] -= lr * g[place] / np.sqrt(squares)
                continue
            power = -0.25 if all(sides) and len(sides) == 2 else -0.5  #? !portedRoot
            power = -0.5 if all(sides) and len(sides) == 2 else -1.0  #? portedRoot
            part = g[place].reshape(shape)
            step = part
            if sides[0]:
                sums[0] += np.outer(part, part) if part.ndim == 1 else part @ part.T
                if due:
                    roots[0] = inverse_root(sums[0], power, self.epsilon)
                step = roots[0] @ step
            if len(sides) == 2 and sides[1]:
                seen = part  #? !portedRoot
                seen = step  #? portedRoot
                sums[1] += seen.T @ seen
                if due:
                    roots[1] = inverse_root(sums[1], power, self.epsilon)
                step = step @ roots[1]
            w[place] -= w.dtype.type(lr) * step.ravel()
        return w


def inverse_root(a, power, least):
    """a**power of a symmetric matrix, by its eigenvalues, in float64."""
    values, vectors = np.linalg.eigh(a.astype(np.float64))
    return ((vectors * np.maximum(values, least) ** power) @ vectors.T).astype(a.dtype)
