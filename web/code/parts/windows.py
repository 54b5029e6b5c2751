def windows_of(x, size, stride, outputs):
    """All windows of images: items x rows x columns x size x size x channels."""
    windows = np.lib.stride_tricks.sliding_window_view(x, (size, size), axis=(1, 2))
    return windows[:, ::stride, ::stride][:, : outputs[0], : outputs[1]].transpose(0, 1, 2, 4, 5, 3)


def scattered(windows, shape, stride):
    """The sum of what windows hold, at the places where they stand."""
    x = np.zeros(shape, windows.dtype)
    rows, columns, size = windows.shape[1:4]
    for i in range(size):
        for j in range(size):
            x[:, i : i + stride * rows : stride, j : j + stride * columns : stride] += windows[:, :, :, i, j]
    return x
