# It writes into the caller's array.
# fails: input is unchanged
import math

import numpy as np


def sigmoid(x):
    t = np.exp(-np.abs(x))
    p = x >= 0
    x[p] = 1 / (1 + t[p])
    x[~p] = (t / (1 + t))[~p]
    return x
