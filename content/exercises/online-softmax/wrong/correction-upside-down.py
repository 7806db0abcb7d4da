# The correction has the wrong sign: it blows the past up.
# fails: both scaled
import numpy as np


def update(state, scores, values):
    """The state (m, l, o) after one block more: scores [b], values [b, d]."""
    m, total, o = state
    top = max(m, scores.max())
    if m == -np.inf and top > m:
        m = top
    if top == -np.inf:
        return state
    old = np.exp(top - m)
    weights = np.exp(scores - top)
    return top, total * old + weights.sum(), o * old + weights @ values


def finish(state):
    """The attention output [d]."""
    _, total, o = state
    return o / total
