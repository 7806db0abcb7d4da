# The label's entries by np.take_along_axis.
import math

import numpy as np


def cross_entropy(logits, labels):
    n = np.arange(len(labels))
    z = logits - logits.max(axis=1, keepdims=True)
    logp = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return -np.take_along_axis(logp, labels[:, None], axis=1).mean()
