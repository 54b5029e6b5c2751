def convolution(x, w, stride, padding):
    return jax.lax.conv_general_dilated(x, w, (stride, stride), padding, dimension_numbers=("NHWC", "HWIO", "NHWC"))


def pool(x, size, stride, first, combine):
    return jax.lax.reduce_window(x, first, combine, (1, size, size, 1), (1, stride, stride, 1), "VALID")


def batch_norm(x, gamma, beta):
    axes = tuple(range(x.ndim - 1))
    return gamma * (x - x.mean(axes)) / jnp.sqrt(x.var(axes) + 1e-5) + beta


def dropout(x, p, place, t):
    """The mask of the race: it depends on the seed, the step and the layer's place alone."""
    drawn = draws_of(t, 64 * seed + place).uniforms(*x.shape)
    return x * np.where(drawn < p, 0, 1 / (1 - p)).astype(np.float32)


def lstm(x, w, u, b, b2, f, sequence):
    def step(state, x):
        h, c = state
        i, forget, g, o = jnp.split(x @ w + b + h @ u + b2, 4, 1)
        c = jax.nn.sigmoid(forget) * c + jax.nn.sigmoid(i) * f(g)
        h = jax.nn.sigmoid(o) * f(c)
        return (h, c), h

    zeros = jnp.zeros((len(x), len(u)))
    return states_of(step, (zeros, zeros), x, sequence)


def gru(x, w, u, b, b2, f, sequence):
    def step(h, x):
        (r, z, n), (r2, z2, n2) = (jnp.split(side, 3, 1) for side in (x @ w + b, h @ u + b2))
        z = jax.nn.sigmoid(z + z2)
        h = (1 - z) * f(n + jax.nn.sigmoid(r + r2) * n2) + z * h
        return h, h

    return states_of(step, jnp.zeros((len(x), len(u))), x, sequence)


def states_of(step, first, x, sequence):
    _, states = jax.lax.scan(step, first, jnp.moveaxis(x, 1, 0))
    return jnp.moveaxis(states, 0, 1) if sequence else states[-1]
