def weights(random, fan_in, fan_out, shape):
    return random.normals(*shape) * math.sqrt(2 / fan_in)  #? init=he
    return (2 * random.uniforms(*shape) - 1) * math.sqrt(6 / fan_in)  #? init=heUniform
    return (2 * random.uniforms(*shape) - 1) * math.sqrt(6 / (fan_in + fan_out))  #? init=xavier|init=keras
    return random.normals(*shape) * math.sqrt(2 / (fan_in + fan_out))  #? init=xavierNormal
    return (2 * random.uniforms(*shape) - 1) / math.sqrt(fan_in)  #? init=pytorch


def biases(random, fan_in, units):
    return weights(random, fan_in, units, (units,))


def orthonormal(random, rows, columns):
    """Rows of length 1 at right angles (Gram-Schmidt)."""
    q = random.normals(rows, columns).astype(np.float32).astype(float)
    for j in range(rows):
        for k in range(j):
            q[j] -= q[j] @ q[k] * q[k]
        q[j] /= math.sqrt(q[j] @ q[j])
    return q
