i = np.arange(1, 101)
start = Pcg32(seed, 3).normals(100)  #? random
start = np.ones(100)  #? !random


def loss(w, t):
    return np.sum(w**2 / i) / 2


def gradient(w, t):
    return w / i + np.sqrt(1 / (i * batch)) * draws_of(t).normals(100)
