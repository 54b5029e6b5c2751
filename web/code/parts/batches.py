def batch_of(t, items):
    """The items of step t: each epoch has an order of its own (a Fisher-Yates shuffle)."""
    batches = math.ceil(items / batch)
    if batches == 1:
        return np.arange(items)
    epoch, k = divmod(t, batches)
    return order_of(epoch, items)[k * batch : (k + 1) * batch]


@functools.lru_cache(maxsize=2)
def order_of(epoch, items):
    random = Pcg32(seed, 1000 + epoch)
    order = np.arange(items)
    for i in range(items, 1, -1):  #? shuffle
        j = random.below(i)  #? shuffle
        order[i - 1], order[j] = order[j], order[i - 1]  #? shuffle
    return order
