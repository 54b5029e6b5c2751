def make_data(count=1000):
    """A cloud about each of ten centres, in a hundred dimensions."""
    random = Pcg32(seed, 3)
    centres, y = random.normals(10, 100), np.arange(count) % 10
    return centres[y] + spread * random.normals(count, 100), y
