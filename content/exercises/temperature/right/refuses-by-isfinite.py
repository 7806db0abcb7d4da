# Infinity is refused as well.
import numpy as np


def soften(logits, temperature=1.0):
    """Softmax of logits / temperature along the last axis; ValueError unless temperature > 0."""
    if not np.isfinite(temperature) or temperature <= 0:
        raise ValueError("temperature must be positive; take the argmax for the limit 0")
    shifted = logits - logits.max(axis=-1, keepdims=True)
    with np.errstate(over="ignore"):
        e = np.exp(shifted / temperature)
    return e / e.sum(axis=-1, keepdims=True)
