inputs, targets = torch.from_numpy(inputs), torch.from_numpy(targets)


def loss_of(net, t):
    Dropout.step = t  #? dropout
    items = batch_of(t, len(inputs))
    y = net(inputs[items]).flatten(1)
    return nn.functional.cross_entropy(y, targets[items])  #? loss=crossEntropy
    return nn.functional.mse_loss(y, targets[items])  #? loss=mse
    return nn.functional.l1_loss(y, targets[items])  #? loss=mae
    return nn.functional.binary_cross_entropy_with_logits(y, targets[items])  #? loss=binaryCrossEntropy


def fit(optimizer_of):
    net = network()
    with torch.no_grad():
        for tensor, first in zip(tensors_of(net), start):
            tensor.copy_(torch.from_numpy(first))
    optimizer = optimizer_of(net.parameters())
    for t in range(steps):
        optimizer.zero_grad()
        loss_of(net, t).backward()
        optimizer.step()
    w = torch.cat([tensor.flatten() for tensor in tensors_of(net)])
    return w, loss_of(net, steps).item()
