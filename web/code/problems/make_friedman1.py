def make_data(count=train):
    """Friedman's function of five features, as scikit-learn's make_friedman1; targets of mean 0 and deviation 1."""
    random = Pcg32(seed, 3)
    x, y = np.empty((count, features)), np.empty(count)
    for i in range(count):
        x[i] = random.uniforms(features)
        a, b, c, d, e = x[i, :5]
        y[i] = 10 * math.sin(math.pi * a * b) + 20 * (c - 0.5) ** 2 + 10 * d + 5 * e
        y[i] += target_noise * random.normal()
    return x, (y - y.mean()) / y.std()
