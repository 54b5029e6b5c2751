class Lbfgs:
    """L-BFGS (Nocedal & Wright 2006, algorithms 7.4 and 7.5) with a line search."""

    def __init__(self, w, lr, memory):
        self.lr, self.memory = lr, int(memory)
        self.pairs = []  # (s, y, 1 / s.y), the newest last
        self.idle, self.stuck = 0, False

    def step(self, w):
        value, g = float(loss(w)), gradient(w)
        square = dot(g, g)
        size = float(np.linalg.norm(g.astype(np.float64)))  #? !flatStops
        if self.stuck or size == 0:  #? !flatStops
        if self.stuck or square == 0:  #? flatStops
            return w
        p = self.direction(g)
        slope = dot(g, p)
        first = self.lr
        if not self.pairs:  #? flatStops
            first = self.lr * min(1.0, 1 / math.sqrt(square))  #? flatStops
        line = Line(w, p, value, slope, c1=1e-4, c2=0.9)
        found = strong_wolfe(line, first) if slope < 0 else (0.0, 0.0, 0.0)
        moved = found[0] > 0 and line.moved()
        self.idle = 0 if moved and found[1] < value else self.idle + 1  #? !flatStops
        if not moved:  #? !flatStops
        self.idle = 0 if moved else self.idle + 1  #? flatStops
        if found[0] <= 0 or (not moved and not self.pairs):  #? flatStops
            # The next direction is -g; where this one was, there is none.
            self.stuck = not self.pairs
            self.pairs = []
            return w
        self.stuck = self.idle >= PATIENCE  #? !flatStops
        self.stuck = self.idle >= 2  #? flatStops
        s, y = line.point - w, line.gradient - g
        if dot(s, y) > 0:
            self.pairs = [*self.pairs, (s, y, 1 / dot(s, y))][-self.memory :]
        elif len(self.pairs) == self.memory:  #? rejectedOverwrites
            # A pair without curvature is not used, but has taken the oldest one's place.  #? rejectedOverwrites
            self.pairs[0] = (s, y, self.pairs[0][2])  #? rejectedOverwrites
        return line.point

    def direction(self, g):
        number = g.dtype.type
        p, alphas = -g, []
        for s, y, rho in reversed(self.pairs):
            alphas.append(rho * dot(s, p))
            p = p - number(alphas[-1]) * y
        if self.pairs:
            _, y, rho = self.pairs[-1]
            p = number(1 / (rho * dot(y, y))) * p
        else:  #? !flatStops
            # Without pairs the direction has no scale yet: a length of 1.
            p = number(1 / np.linalg.norm(g.astype(np.float64))) * p  #? !flatStops
        for s, y, rho in self.pairs:
            p = p + number(alphas.pop() - rho * dot(y, p)) * s
        return p
