import numpy as np


def loss_and_gradients(parameters, x, labels):
    """(mean cross-entropy, {"w1": ..., "b1": ..., "w2": ..., "b2": ...})."""
    raise NotImplementedError
