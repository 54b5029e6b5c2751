class Conv:
    def __init__(self, channels, size, stride=1, padding="valid"):
        self.channels, self.size, self.stride, self.padding = channels, size, stride, padding

    def build(self, shape):
        height, width, self.inputs = shape
        k, s = self.size, self.stride
        if self.padding == "same":
            # The odd row of zeros stands at the bottom and at the right.
            self.outputs = [-(-n // s) for n in (height, width)]
            extra = [max(0, (out - 1) * s + k - n) for out, n in zip(self.outputs, (height, width))]
        else:
            self.outputs, extra = [(n - k) // s + 1 for n in (height, width)], [0, 0]
        self.pad = [(0, 0), *((n // 2, n - n // 2) for n in extra), (0, 0)]
        self.shapes = [(k * k * self.inputs, self.channels), (self.channels,)]
        return (*self.outputs, self.channels)

    def start(self, random):
        area = self.size**2
        return [
            weights(random, area * self.inputs, area * self.channels, self.shapes[0]),
            biases(random, area * self.inputs, self.channels),  #? init=pytorch
            np.zeros(self.channels),  #? !init=pytorch
        ]

    def forward(self, x, tensors, t):
        w, b = tensors
        self.shape, x = x.shape, np.pad(x, self.pad)
        self.padded = x.shape
        # Each window of the image becomes a row of a matrix.
        self.rows = windows_of(x, self.size, self.stride, self.outputs).reshape(-1, len(w))
        return (self.rows @ w + b).reshape(len(x), *self.outputs, self.channels)

    def backward(self, d, tensors):
        d = d.reshape(-1, self.channels)
        rows = (d @ tensors[0].T).reshape(-1, *self.outputs, self.size, self.size, self.inputs)
        (top, _), (left, _) = self.pad[1:3]
        padded = scattered(rows, self.padded, self.stride)
        dx = padded[:, top : top + self.shape[1], left : left + self.shape[2]]
        return dx, [self.rows.T @ d, d.sum(0)]
