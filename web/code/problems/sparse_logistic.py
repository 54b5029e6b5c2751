start = np.zeros(100)
truth = np.where(Pcg32(seed, 3).uniforms(100) < 0.5, -2.0, 2.0)


def item(t):
    """A row of features, of which later ones are rarer, and its label."""
    random = draws_of(t)
    x = (random.uniforms(100) < np.minimum(0.5, 1 / np.arange(1, 101))).astype(float)
    y = 1 if random.uniform() < 1 / (1 + math.exp(-x @ truth)) else -1
    return x, y


def loss(w, t):
    x, y = item(t)
    return math.log(1 + math.exp(-y * (x @ w)))


def gradient(w, t):
    x, y = item(t)
    return -y / (1 + math.exp(y * (x @ w))) * x
