cells, cap = 8, 100
start = np.zeros(cells)


def right(w):
    """The probability of a move to the right in each cell."""
    return 1 / (1 + np.exp(-w))


def moves(rho):
    """moves[k][s]: the expected number of moves from cell s when at most k are left."""
    values = [np.zeros(cells + 1)]
    for _ in range(cap):
        last = values[-1]
        left = np.concatenate([last[:1], last[: cells - 1]])
        values.append(np.append(1 + rho * last[1:] + (1 - rho) * left, 0))
    return values


def loss(w, t):
    return moves(right(w))[cap][0]


def gradient(w, t):
    random, rho = draws_of(t), right(w)
    expected = moves(rho)  #? baseline
    g = np.zeros_like(w)
    for _ in range(episodes):
        path, s = [], 0
        while s < cells and len(path) < cap:
            went = random.uniform() < rho[s]
            path.append((s, went))
            s = s + 1 if went else max(s - 1, 0)
        for m, (s, went) in enumerate(path):
            advantage = len(path) - m - expected[cap - m][s]  #? baseline
            advantage = len(path) - m  #? !baseline
            g[s] += advantage * (went - rho[s]) / episodes
    return g
