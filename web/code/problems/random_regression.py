def make_data():
    random = Pcg32(seed, 3)
    x = random.normals(100, 10)
    # Orthogonal columns (Gram-Schmidt, twice for accuracy), scaled so that the condition number is kappa.
    for j in range(10):
        for k in [*range(j), *range(j)]:
            x[:, j] -= x[:, j] @ x[:, k] / (x[:, k] @ x[:, k]) * x[:, k]
    for j in range(10):
        x[:, j] *= math.sqrt(kappa ** (-j / 9) / np.mean(x[:, j] ** 2))
    mirror, truth = random.normals(10), random.normals(10)
    x -= np.outer(2 * x @ mirror / (mirror @ mirror), mirror)  #? mixed
    return x, residual * random.normals(100) + x @ truth


start = np.zeros(10)
x, y = make_data()


#= shared/least_squares
