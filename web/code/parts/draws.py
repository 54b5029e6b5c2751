def draws_of(t, seed=seed):
    """The generator of step t, which does not depend on what was drawn before (SplitMix64's finalizer)."""
    z = (seed + 0x9E3779B97F4A7C15 * (t + 1)) % 2**64
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 % 2**64
    z = (z ^ z >> 27) * 0x94D049BB133111EB % 2**64
    return Pcg32(z ^ z >> 31, 4)
