def make_data(count=1000):
    """A cloud about each of three centres."""
    random = Pcg32(seed, 3)
    centres, y = random.normals(3, 10), np.arange(count) % 3
    return 5 * centres[y] + spread * random.normals(count, 10), y
