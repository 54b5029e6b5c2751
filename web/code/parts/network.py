def network(shape, *layers):
    """Tells each layer the shape of its input."""
    for layer in layers:
        shape = layer.build(shape)
    return layers


def split(w):
    """The tensors of each layer, as parts of the one array of all parameters."""
    first = 0
    for layer in net:
        tensors = []
        for shape in layer.shapes:
            size = math.prod(shape)
            tensors.append(w[first : first + size].reshape(shape))
            first += size
        yield layer, tensors


def outputs_of(w, t):
    x = inputs[batch_of(t, len(inputs))]
    for layer, tensors in split(w):
        x = layer.forward(x, tensors, t)
    return x.reshape(len(x), -1)


def targets_of(t, outputs):
    y = targets[batch_of(t, len(inputs))]
    return (y[:, None] == np.arange(outputs)).astype(np.float32)  #? !single
    return y[:, None].astype(np.float32)  #? single


def loss(w, t=0):
    y = outputs_of(w, t)
    target = targets_of(t, y.shape[1])
    top = y.max(1)  # subtracted, so that no exponential overflows  #? loss=crossEntropy
    each = np.log(np.exp(y - top[:, None]).sum(1)) + top - (y * target).sum(1)  #? loss=crossEntropy
    each = (y - target) ** 2  #? loss=mse
    each = np.abs(y - target)  #? loss=mae
    each = np.maximum(y, 0) + np.log1p(np.exp(-np.abs(y))) - target * y  #? loss=binaryCrossEntropy
    return each.mean(dtype=float)


def gradient(w, t=0):
    y = outputs_of(w, t)
    target = targets_of(t, y.shape[1])
    e = np.exp(y - y.max(1, keepdims=True))  #? loss=crossEntropy
    d = (e / e.sum(1, keepdims=True) - target) / len(y)  #? loss=crossEntropy
    d = 2 * (y - target) / y.size  #? loss=mse
    d = np.sign(y - target) / np.float32(y.size)  #? loss=mae
    d = (1 / (1 + np.exp(-y)) - target) / y.size  #? loss=binaryCrossEntropy
    parts = []
    for layer, tensors in reversed(list(split(w))):
        d, g = layer.backward(d, tensors)
        parts = [*(part.ravel() for part in g), *parts]
    return np.concatenate(parts)
