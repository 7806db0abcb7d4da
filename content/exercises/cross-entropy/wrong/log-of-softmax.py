# The logarithm of a finished softmax.
# fails: costs its gap
import math

import numpy as np


def cross_entropy(logits, labels):
    n = np.arange(len(labels))
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    return -np.log(e / e.sum(axis=1, keepdims=True))[n, labels].mean()
