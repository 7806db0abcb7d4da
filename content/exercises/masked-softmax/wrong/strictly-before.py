# A query does not see itself.
# fails: looks at itself
import numpy as np


def causal_softmax(scores, padding):
    """Attention weights [..., n, n] from scores [..., n, n] and padding [..., n]."""
    n = scores.shape[-1]
    allowed = np.tril(np.ones((n, n), dtype=bool), k=-1) & ~padding[..., None, :]
    masked = np.where(allowed, scores, scores.dtype.type(-np.inf))
    top = masked.max(axis=-1, keepdims=True)
    e = np.exp(masked - np.where(top == -np.inf, 0, top).astype(scores.dtype))
    total = e.sum(axis=-1, keepdims=True)
    return e / np.where(total == 0, 1, total).astype(scores.dtype)
