# The state grows: all scores and values are kept until the end.
# fails: first block gives
import numpy as np


def update(state, scores, values):
    m, total, o = state
    if np.ndim(total) == 0:
        return max(m, scores.max()), scores, values
    return max(m, scores.max()), np.append(total, scores), np.vstack([o, values])


def finish(state):
    m, scores, values = state
    weights = np.exp(scores - m)
    return weights @ values / weights.sum()
