def loss(w, t):
    return gradient(w, t) @ w


def gradient(w, t):
    return np.array([quiet, loud]) * draws_of(t).normals(2)
