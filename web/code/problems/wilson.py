def make_data():
    y = np.where(Pcg32(seed, 3).uniforms(200) < p, 1.0, -1.0)
    x = np.zeros((200, 1003))
    x[:, 0], x[:, 1:3] = y, 1
    for i in range(200):
        # Features of its own tell each training item; no test item has them.
        x[i, 3 + 5 * i : (4 if y[i] > 0 else 8) + 5 * i] = 1
    return x, y


start = np.zeros(1003)
x, y = make_data()


def loss(w, t=0):
    items = batch_of(t, len(x))
    return 100 * np.mean((x[items] @ w - y[items]) ** 2)


def gradient(w, t=0):
    items = batch_of(t, len(x))
    return 200 / len(items) * (x[items] @ w - y[items]) @ x[items]
