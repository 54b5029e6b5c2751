class Newton:
    """Newton's method with a line search; the Hessian is made positive definite by a multiple of the identity."""

    def __init__(self, w, lr, damping):
        self.lr, self.damping = lr, damping
        self.idle, self.stuck = 0, False

    def step(self, w):
        value, g = float(loss(w)), gradient(w)
        size = float(np.linalg.norm(g.astype(np.float64)))
        if self.stuck or size == 0:  #? !flatStops
        if self.stuck or dot(g, g) == 0:  #? flatStops
            return w
        p = self.solve(hessian(w), g, size)  #? !flatStops
        p = self.solve(hessian(w), g, 1.0)  #? flatStops
        slope = dot(g, p)
        line = Line(w, p, value, slope, c1=1e-4)
        found = backtrack(line, self.lr) if slope < 0 else (0.0, 0.0, 0.0)
        moved = found[0] > 0 and line.moved()
        self.idle = 0 if moved and found[1] < value else self.idle + 1  #? !flatStops
        self.idle = 0 if moved else self.idle + 1  #? flatStops
        self.stuck = not moved or self.idle >= PATIENCE
        return line.point if moved else w

    def solve(self, h, g, scale):
        """-(H + tau I)^-1 g for the first tau for which H + tau I has a Cholesky factor (algorithm 3.3)."""
        diagonal = np.diag(h)
        least = 1e-3 * max(float(np.abs(diagonal).max()), 1e-6 * scale)
        smallest = float(diagonal.min())
        tau = max(self.damping, 0.0 if smallest > 0 else least - smallest)
        for _ in range(100):
            shifted = h + h.dtype.type(tau) * np.eye(len(h), dtype=h.dtype)
            if is_positive(shifted, diagonal):
                break
            tau = max(2 * tau, least)
        return np.linalg.solve(shifted, -g)


def is_positive(a, diagonal):
    """Whether all pivots are above rounding."""
    try:
        pivots = np.diag(np.linalg.cholesky(a)) ** 2
    except np.linalg.LinAlgError:
        return False
    return bool(np.all(pivots > np.finfo(a.dtype).eps * np.abs(diagonal)))


def hessian(w):
    """By central differences of the gradient, with the step that balances truncation and rounding."""
    rows = []
    for j in range(w.size):
        h = np.cbrt(np.finfo(w.dtype).eps) * max(w.dtype.type(1), abs(w[j]))
        right, left = w.copy(), w.copy()
        right[j] += h
        left[j] -= h
        rows.append((gradient(right) - gradient(left)) / (right[j] - left[j]))
    h = np.array(rows)
    return (h + h.T) / 2
