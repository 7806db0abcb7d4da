# The mask is multiplied on after the softmax: rows do not sum to 1.
# fails: rest gets 0
import numpy as np


def causal_softmax(scores, padding):
    n = scores.shape[-1]
    allowed = np.tril(np.ones((n, n), dtype=bool)) & ~padding[..., None, :]
    e = np.exp(scores - scores.max(axis=-1, keepdims=True))
    p = e / e.sum(axis=-1, keepdims=True)
    return p * allowed
