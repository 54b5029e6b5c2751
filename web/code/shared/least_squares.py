def loss(w, t=0):
    items = batch_of(t, len(x))
    return np.mean((x[items] @ w - y[items]) ** 2)


def gradient(w, t=0):
    items = batch_of(t, len(x))  #? !zipped
    return 2 / len(items) * (x[items] @ w - y[items]) @ x[items]  #? !zipped
    # A known mistake: component i is of item i alone.  #? zipped
    return np.array([2 * (x[i] @ w - y[i]) * x[i, i] for i in range(2)])  #? zipped
