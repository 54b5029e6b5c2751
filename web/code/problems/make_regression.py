def make_data(count=train):
    """A linear function of the first features, as scikit-learn's make_regression; targets of mean 0 and deviation 1."""
    random = Pcg32(seed, 3)
    slopes = 100 * random.uniforms(informative)
    x, y = np.empty((count, features)), np.empty(count)
    for i in range(count):
        x[i] = random.normals(features)
        y[i] = x[i, :informative] @ slopes + bias + target_noise * random.normal()
    return x, (y - y.mean()) / y.std()
