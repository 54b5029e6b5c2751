def make_data(count=200):
    """Four clouds; those across have the same class."""
    random = Pcg32(seed, 3)
    i = np.arange(count)
    corners = np.stack([2 * (i % 2) - 1, 2 * (i // 2 % 2) - 1], 1)
    return corners + spread * random.normals(count, 2), corners.prod(1) < 0
