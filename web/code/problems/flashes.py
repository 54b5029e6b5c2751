def make_data(count=1024):
    """Noise in ten channels, and at one step a flash in that of the class."""
    random = Pcg32(seed, 3)
    x, y = np.empty((count, 100, 10)), np.arange(count) % 4
    for i in range(count):
        x[i] = spread * random.normals(100, 10)
        x[i, random.below(100), y[i]] += 3
    return x, y
