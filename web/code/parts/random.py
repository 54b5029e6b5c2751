class Pcg32:
    """PCG-XSH-RR 64/32 (O'Neill 2014), the generator of the race: the same seed draws the same numbers."""

    def __init__(self, seed, stream):
        self.increment = 2 * stream + 1
        self.state = 0
        self.next()
        self.state += seed
        self.next()

    def next(self):
        old = self.state
        self.state = (old * 6364136223846793005 + self.increment) % 2**64
        x = ((old >> 18 ^ old) >> 27) % 2**32
        turn = old >> 59
        return (x >> turn | x << 32 - turn) % 2**32

    def uniform(self):
        return self.next() / 2**32

    def below(self, k):
        # The lowest numbers are drawn again, so that all remainders are equally likely.
        while True:
            drawn = self.next()
            if drawn >= (2**32 - k) % k:
                return drawn % k

    def normal(self):
        u = self.uniform()
        return math.sqrt(-2 * math.log(1 - u)) * math.cos(2 * math.pi * self.uniform())

    def uniforms(self, *shape):
        return np.array([self.uniform() for _ in range(math.prod(shape))]).reshape(shape)

    def normals(self, *shape):
        return np.array([self.normal() for _ in range(math.prod(shape))]).reshape(shape)
