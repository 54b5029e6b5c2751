def make_data(count=200):
    """Two interleaved half circles."""
    random = Pcg32(seed, 3)
    x, y = np.empty((count, 2)), np.arange(count) % 2
    for i in range(count):
        side = -1 if y[i] else 1
        angle = math.pi * random.uniform()
        x[i, 0] = side * (math.cos(angle) - 0.5) + spread * random.normal()
        x[i, 1] = side * (math.sin(angle) - 0.25) + spread * random.normal()
    return x, y
