# Each row is charged for the labels of all rows.
# fails: averaged
import numpy as np


def cross_entropy(logits, labels):
    """The mean of -log softmax(logits)[label] over the rows."""
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_sum = np.log(np.exp(shifted).sum(axis=1))
    picked = shifted[:, labels].mean(axis=1)
    return (log_sum - picked).mean()
