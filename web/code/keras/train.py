loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)  #? loss=crossEntropy
loss = keras.losses.MeanSquaredError()  #? loss=mse
loss = keras.losses.MeanAbsoluteError()  #? loss=mae
loss = keras.losses.BinaryCrossentropy(from_logits=True)  #? loss=binaryCrossEntropy


def fit(optimizer):
    net = network()
    for variable, first in zip(net.trainable_variables, start):
        variable.assign(first)
    net.compile(optimizer=optimizer, loss=loss)  #? !dropout
    net.compile(optimizer=optimizer, loss=loss, run_eagerly=True)  #? dropout
    for t in range(steps):
        Dropout.step = t  #? dropout
        items = batch_of(t, len(inputs))
        net.train_on_batch(inputs[items], targets[items])
    Dropout.step = steps  #? dropout
    items = batch_of(steps, len(inputs))
    value = loss(targets[items], net(inputs[items], training=True))
    w = np.concatenate([keras.ops.convert_to_numpy(variable).ravel() for variable in net.trainable_variables])
    return w, float(value)
