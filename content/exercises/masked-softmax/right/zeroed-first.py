# Masked scores are set to 0 first, and the exponentials to 0 afterwards.
import numpy as np


def causal_softmax(scores, padding):
    n = scores.shape[-1]
    hidden = np.triu(np.ones((n, n), dtype=bool), k=1) | padding[..., None, :]
    clean = scores.copy()
    clean[np.broadcast_to(hidden, scores.shape)] = -np.inf
    top = np.nan_to_num(clean.max(axis=-1, keepdims=True), neginf=0)
    e = np.exp(clean - top)
    return np.divide(e, np.maximum(e.sum(axis=-1, keepdims=True), np.finfo(e.dtype).tiny))
