def make_data(count=2000):
    """Eight words an item, by Zipf's law; some of them tell the class."""
    random = Pcg32(seed, 3)
    x, y = np.empty((count, 8)), np.arange(count) % 4
    for i in range(count):
        for j in range(8):
            rank = int(1000 ** random.uniform()) - 1
            x[i, j] = rank if random.uniform() < spread else rank - rank % 4 + y[i]
    return x, y
