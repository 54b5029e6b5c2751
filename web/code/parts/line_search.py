# Line searches (Nocedal & Wright 2006, chapter 3). A trial is (length, loss, slope along the line).
PATIENCE = 10  # after so many updates in a row that did not lower the loss a rule stops


class Line:
    """The loss along w + length * p."""

    def __init__(self, w, p, value, slope, c1, c2=0.0):
        self.w, self.p = w, p
        self.start = (0.0, value, slope)
        self.c1, self.c2 = c1, c2

    def at(self, length):
        self.point = self.w + self.w.dtype.type(length) * self.p
        self.gradient = gradient(self.point)
        return length, float(loss(self.point)), dot(self.gradient, self.p)

    def descends(self, trial):
        length, value, slope = trial
        bound = self.start[1] + self.c1 * length * self.start[2]
        return math.isfinite(value) and math.isfinite(slope) and value <= bound

    def flat(self, trial):
        return abs(trial[2]) <= -self.c2 * self.start[2]

    def rises(self, trial, before):
        return trial[1] > before[1]  #? !flatStops
        return trial[1] >= before[1]  #? flatStops

    def moved(self):
        return not np.array_equal(self.point, self.w)


def dot(a, b):
    return float(np.dot(a.astype(np.float64), b.astype(np.float64)))


def interpolate(a, b):
    """Where the cubic through two losses and slopes has its minimum (eq. 3.59), kept off the ends."""
    width = b[0] - a[0]
    middle = a[0] + 0.5 * width
    d1 = a[2] + b[2] - 3 * (a[1] - b[1]) / (a[0] - b[0])
    square = d1 * d1 - a[2] * b[2]
    if not square >= 0:
        return middle
    d2 = math.copysign(math.sqrt(square), width)
    under = b[2] - a[2] + 2 * d2
    share = 1 - (b[2] + d2 - d1) / under if under else math.nan
    return a[0] + share * width if 0.1 < share < 0.9 else middle


def zoom(line, low, high):
    """A step between two, of which `low` descends and has the smaller loss (algorithm 3.6)."""
    for _ in range(40):
        trial = line.at(interpolate(low, high))
        if not line.descends(trial) or line.rises(trial, low):
            high = trial
        else:
            if line.flat(trial):
                return trial
            if trial[2] * (high[0] - low[0]) >= 0:
                high = low
            low = trial
        if abs(high[0] - low[0]) <= 1e-9 * abs(low[0]):
            break
    # Where rounding hides the change of slope, descent alone is accepted.
    return line.at(low[0]) if low[0] > 0 else low


def strong_wolfe(line, first):
    """A step with enough descent and a slope that has flattened (algorithm 3.5)."""
    last, length = line.start, first
    for i in range(30):
        trial = line.at(length)
        if not line.descends(trial) or (i > 0 and line.rises(trial, last)):
            return zoom(line, last, trial)
        if line.flat(trial):
            return trial
        if trial[2] >= 0:
            return zoom(line, trial, last)
        last, length = trial, 2 * length
    return last


def backtrack(line, first):
    """A step with enough descent, halved from the first on (algorithm 3.1)."""
    length = first
    while length > 1e-12 * first:
        trial = line.at(length)
        if line.descends(trial):
            return trial
        length /= 2
    return line.start
