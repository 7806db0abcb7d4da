# The block is reduced by itself, then two states are merged.
import numpy as np


def of_block(scores, values):
    top = scores.max()
    if np.isneginf(top):
        return top, 0.0, np.zeros(values.shape[1])
    weights = np.exp(scores - top)
    return top, weights.sum(), weights @ values


def merge(one, other):
    if one[0] < other[0]:
        one, other = other, one
    if np.isneginf(other[0]):
        return one
    factor = np.exp(other[0] - one[0])
    return one[0], one[1] + factor * other[1], one[2] + factor * other[2]


def update(state, scores, values):
    return merge(state, of_block(scores, values))


def finish(state):
    return np.divide(state[2], state[1])
