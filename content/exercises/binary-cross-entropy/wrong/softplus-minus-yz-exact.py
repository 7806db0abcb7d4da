# softplus(z) - y z: right for y = 0, but 0 instead of 1.9e-22 for y = 1 and z = 50.
# fails: confident right answer
import numpy as np


def binary_cross_entropy(logits, targets):
    return (np.logaddexp(0, logits) - targets * logits).mean()
