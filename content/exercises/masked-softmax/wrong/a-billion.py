# Masked scores are -1e9: in a row with nothing left, every key gets the same.
# fails: no key left
import numpy as np


def causal_softmax(scores, padding):
    n = scores.shape[-1]
    allowed = np.tril(np.ones((n, n), dtype=bool)) & ~padding[..., None, :]
    masked = np.where(allowed, scores, np.asarray(-1e9, dtype=scores.dtype))
    e = np.exp(masked - masked.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)
