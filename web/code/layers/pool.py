class Pool:
    def __init__(self, size, stride=None):
        self.size, self.stride = size, stride or size

    def build(self, shape):
        height, width, channels = shape
        self.outputs = [(n - self.size) // self.stride + 1 for n in (height, width)]
        self.shapes = []
        return (*self.outputs, channels)

    def start(self, random):
        return []

    def forward(self, x, tensors, t):
        self.shape = x.shape
        windows = windows_of(x, self.size, self.stride, self.outputs)
        flat = windows.reshape(*windows.shape[:3], self.size**2, -1)
        # The gradient goes to the first of the largest.
        self.chosen = np.arange(self.size**2)[:, None] == flat.argmax(3)[:, :, :, None]
        return flat.max(3)

    def backward(self, d, tensors):
        flat = self.chosen * d[:, :, :, None]
        return scattered(flat.reshape(*flat.shape[:3], self.size, self.size, -1), self.shape, self.stride), []
