def make_data(count=train):
    """A cloud about each centre, as scikit-learn's make_blobs."""
    random = Pcg32(seed, 3)
    centres = box_low + (box_high - box_low) * random.uniforms(centers, features)
    y = np.arange(count) % centers
    return centres[y] + cluster_std * random.normals(count, features), y
