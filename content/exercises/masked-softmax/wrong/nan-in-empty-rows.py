# A row of nothing but -inf is not looked after.
# fails: no key left
import numpy as np


def causal_softmax(scores, padding):
    """Attention weights [..., n, n] from scores [..., n, n] and padding [..., n]."""
    n = scores.shape[-1]
    allowed = np.tril(np.ones((n, n), dtype=bool)) & ~padding[..., None, :]
    masked = np.where(allowed, scores, scores.dtype.type(-np.inf))
    top = masked.max(axis=-1, keepdims=True)
    e = np.exp(masked - top)
    total = e.sum(axis=-1, keepdims=True)
    return e / total
