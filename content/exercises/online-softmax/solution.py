import numpy as np


def update(state, scores, values):
    """The state (m, l, o) after one block more: scores [b], values [b, d]."""
    m, total, o = state
    top = max(m, scores.max())
    if top == -np.inf:
        # Nothing but masked scores so far; -inf minus -inf would be NaN.
        return state
    # What was summed relative to the old maximum, relative to the new one; 0 at the beginning.
    old = np.exp(m - top)
    weights = np.exp(scores - top)
    return top, total * old + weights.sum(), o * old + weights @ values


def finish(state):
    """The attention output [d]."""
    _, total, o = state
    return o / total
