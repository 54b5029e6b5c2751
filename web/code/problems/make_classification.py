def make_data(count=train):
    """Clouds about corners of a cube, as scikit-learn's make_classification."""
    random = Pcg32(seed, 3)
    clusters = classes * clusters_per_class
    corners = []
    while len(corners) < clusters:
        corner = [class_sep if random.below(2) else -class_sep for _ in range(informative)]
        if corner not in corners:
            corners.append(corner)
    centres = np.array(corners)
    centres = centres * random.uniforms(clusters, 1) * random.uniforms(informative)  #? !hypercube
    mixing = 2 * random.uniforms(clusters, informative, informative) - 1
    combining = 2 * random.uniforms(informative, redundant) - 1
    x, y = np.empty((count, features)), np.empty(count)
    for i in range(count):
        k = i % clusters
        telling = random.normals(informative) @ mixing[k] + centres[k]
        x[i] = [*telling, *(telling @ combining), *random.normals(features - informative - redundant)]
        y[i] = random.below(classes) if random.uniform() < flip_y else k % classes
    return (x + shift) * scale, y
