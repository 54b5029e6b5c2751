class Recurrent(nn.Module):
    """The last state of a sequence, or the states of all its steps."""

    def __init__(self, layer, sequence):
        super().__init__()
        self.layer, self.sequence = layer, sequence

    def forward(self, x):
        states, _ = self.layer(x.flatten(2))
        return states if self.sequence else states[:, -1]
