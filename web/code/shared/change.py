def parabola(t):
    """Scale, minimum and noise of step t."""
    return (scale, 0.0, sigma_before) if t < at else (1.0, target, sigma_after)


def loss(w, t):
    s, minimum, _ = parabola(t)
    return s / 2 * (w[0] - minimum) ** 2


def gradient(w, t):
    s, minimum, sigma = parabola(t)
    return s * (w - minimum) + sigma * draws_of(t).normals(1)  #? sigmaBefore|sigmaAfter
    return s * (w - minimum)  #? !sigmaBefore&!sigmaAfter
