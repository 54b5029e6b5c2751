def loss(w, x, target, t):
    y = outputs_of(w, x, t)
    each = optax.softmax_cross_entropy_with_integer_labels(y, target)  #? loss=crossEntropy
    each = (y - target) ** 2  #? loss=mse
    each = jnp.abs(y - target)  #? loss=mae
    each = optax.sigmoid_binary_cross_entropy(y, target)  #? loss=binaryCrossEntropy
    return each.mean()


def batch_at(t):
    items = batch_of(t, len(inputs))
    return inputs[items], targets[items], t


def fit(optimizer):
    @jax.jit  #? !dropout
    def step(w, state, *batch):
        updates, state = optimizer.update(jax.grad(loss)(w, *batch), state, w)
        return optax.apply_updates(w, updates), state

    w = [jnp.array(tensor) for tensor in start]
    state = optimizer.init(w)
    for t in range(steps):
        w, state = step(w, state, *batch_at(t))
    return jnp.concatenate([tensor.ravel() for tensor in w]), float(loss(w, *batch_at(steps)))
