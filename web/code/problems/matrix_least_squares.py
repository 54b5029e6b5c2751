i, j, k = np.arange(6), np.arange(inputs), np.arange(units)
a = np.cos(np.add.outer(0.7 * i, 1.3 * j)) / (1 + np.abs(np.subtract.outer(i, j)))
b = np.sin(np.subtract.outer(0.9 * i, 0.5 * k) + 0.4)
start = 0.5 * np.cos(np.add.outer(1.1 * j, 0.6 * k) + 0.2).ravel()  #? !start
start = np.concatenate([start, 0.3 * np.sin(1 + 1.7 * k)])  #? !start&bias
shapes = [(inputs, units)]  #? !bias
shapes = [(inputs, units), (units,)]  #? bias


def errors(w):
    matrix = w[: inputs * units].reshape(inputs, units)
    return a @ matrix - b  #? !bias
    return a @ matrix + w[inputs * units :] - b  #? bias


def loss(w):
    return np.sum(errors(w) ** 2) / 12


def gradient(w):
    e = errors(w)
    return (a.T @ e / 6).ravel()  #? !bias
    return np.concatenate([(a.T @ e / 6).ravel(), e.sum(0) / 6])  #? bias
