# The block is taken score by score.
import math


def update(state, scores, values):
    m, total, o = state
    for score, value in zip(scores.tolist(), values):
        if score == -math.inf:
            continue
        if score > m:
            factor = math.exp(m - score)
            m, total, o = score, total * factor, o * factor
        weight = math.exp(score - m)
        total, o = total + weight, o + weight * value
    return m, total, o


def finish(state):
    return state[2] / state[1]
