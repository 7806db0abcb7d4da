# A float64 target makes a float64 gradient.
# fails: is float32
import numpy as np


def smoothed_cross_entropy(logits, labels, smoothing):
    """(mean cross-entropy with smoothed labels, its gradient by the logits [n, k])."""
    n, k = logits.shape
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    target = np.full(log_p.shape, smoothing / k)
    target[np.arange(n), labels] += 1 - smoothing
    loss = -(target * log_p).sum(axis=1).mean()
    return loss, (np.exp(log_p) - target) / n
