class Cg:
    """Nonlinear conjugate gradients (Polak-Ribiere+) with a line search."""

    def __init__(self, w, lr):
        self.lr = lr
        self.direction = np.zeros_like(w)
        self.previous = np.zeros_like(w)
        self.length = self.slope = 0.0
        self.idle, self.stuck = 0, False

    def step(self, w):
        value, g = float(loss(w)), gradient(w)
        square = dot(g, g)
        size = float(np.linalg.norm(g.astype(np.float64)))  #? !flatStops
        if self.stuck or size == 0:  #? !flatStops
        if self.stuck or square == 0:  #? flatStops
            return w
        before = dot(self.previous, self.previous)
        beta = max(0.0, (square - dot(g, self.previous)) / before) if before > 0 else 0.0
        p = w.dtype.type(beta) * self.direction - g
        descent = dot(g, p)
        steepest = beta == 0 or descent >= 0
        if descent >= 0:
            p, descent = -g, -square
        # As far as the last step would have gone to first order (section 3.5); at first, a length of 1.
        fresh = self.length == 0
        first = self.lr / math.sqrt(square) if fresh else self.length * self.slope / descent
        line = Line(w, p, value, descent, c1=1e-4, c2=0.1)
        found = strong_wolfe(line, first)
        moved = found[0] > 0 and line.moved()
        self.idle = 0 if moved and found[1] < value else self.idle + 1  #? !flatStops
        self.stuck = self.idle >= PATIENCE or (steepest and fresh and not moved)  #? !flatStops
        kept = moved  #? !flatStops
        self.idle = 0 if moved else self.idle + 1  #? flatStops
        again = self.idle > 1 and found[0] == self.length and descent == self.slope  #? flatStops
        self.stuck = steepest and (found[0] == 0 or again)  #? flatStops
        kept = found[0] > 0  #? flatStops
        # Where w did not move, the next direction is -g.
        self.direction = p
        self.previous = g if kept else np.zeros_like(w)
        self.length = found[0] if kept else 0.0
        self.slope = descent
        return line.point if kept else w
