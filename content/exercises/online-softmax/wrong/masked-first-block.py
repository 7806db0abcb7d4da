# Nothing is done about -inf minus -inf.
# fails: may be masked altogether
import numpy as np


def update(state, scores, values):
    """The state (m, l, o) after one block more: scores [b], values [b, d]."""
    m, total, o = state
    top = max(m, scores.max())
    old = np.exp(m - top)
    weights = np.exp(scores - top)
    return top, total * old + weights.sum(), o * old + weights @ values


def finish(state):
    """The attention output [d]."""
    _, total, o = state
    return o / total
