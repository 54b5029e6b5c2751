def make_data(count=300):
    """Three arms of a spiral."""
    random = Pcg32(seed, 3)
    i = np.arange(count)
    radius = (i // 3 + 1) / 100
    angle = 2 * math.pi / 3 * (i % 3) + 4 * radius + spread * random.normals(count)
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], 1), i % 3
