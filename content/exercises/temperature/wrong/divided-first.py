# Divided before the maximum is subtracted: infinity minus infinity.
# fails: maximum is subtracted first
import numpy as np


def soften(logits, temperature=1.0):
    """Softmax of logits / temperature along the last axis; ValueError unless temperature > 0."""
    if not temperature > 0:
        raise ValueError("temperature must be positive; take the argmax for the limit 0")
    shifted = logits / temperature - (logits / temperature).max(axis=-1, keepdims=True)
    with np.errstate(over="ignore"):
        e = np.exp(shifted)
    return e / e.sum(axis=-1, keepdims=True)
