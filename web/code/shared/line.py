def loss(w, t):
    return slope(t) * w[0]


def gradient(w, t):
    return np.array([slope(t)])


def project(w):  #? bounded
    return np.clip(w, -1, 1)  #? bounded
