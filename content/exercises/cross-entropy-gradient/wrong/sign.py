# Wanted minus predicted: the sign is wrong.
# fails: minus 1
import numpy as np


def cross_entropy_gradient(logits, labels):
    """The gradient of the mean cross-entropy with respect to the logits, [n, k]."""
    n = len(labels)
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    gradient = e / e.sum(axis=1, keepdims=True)
    gradient[np.arange(n), labels] += 1
    return gradient / n
