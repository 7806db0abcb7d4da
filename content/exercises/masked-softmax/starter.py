import numpy as np


def causal_softmax(scores, padding):
    """Attention weights [..., n, n] from scores [..., n, n] and padding [..., n]."""
    raise NotImplementedError
