start = np.zeros(1000)


def loss(w, t):
    return gradient(w, t) @ w


def gradient(w, t):
    return sigma * draws_of(t).normals(1000)
