start = np.zeros(10)
rewards = Pcg32(seed, 3).normals(10)


def policy(w):
    e = np.exp(w - w.max())
    return e / e.sum()


def loss(w, t):
    return rewards.max() - policy(w) @ rewards


def gradient(w, t):
    random, pi = draws_of(t), policy(w)
    expected = pi @ rewards  #? baseline
    g = np.zeros_like(w)
    for _ in range(episodes):
        arm = min(int(np.searchsorted(np.cumsum(pi), random.uniform(), side="right")), 9)
        reward = rewards[arm] + sigma * random.normal()
        g -= (reward - expected) * (np.eye(10)[arm] - pi) / episodes  #? baseline
        g -= reward * (np.eye(10)[arm] - pi) / episodes  #? !baseline
    return g
