# The two signs one after the other, by masks.
import math

import numpy as np


def sigmoid(x):
    y = np.empty_like(x)
    p = x >= 0
    y[p] = 1 / (1 + np.exp(-x[p]))
    e = np.exp(x[~p])
    y[~p] = e / (1 + e)
    return y
