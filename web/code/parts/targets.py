targets = targets.astype(np.int64)  #? loss=crossEntropy
targets = (targets[:, None] == np.arange(outputs)).astype(np.float32)  #? !loss=crossEntropy&!single
targets = targets[:, None].astype(np.float32)  #? !loss=crossEntropy&single
