# Everything is converted to float64 and stays that.
# fails: float32 stays
import math

import numpy as np


def s(z):
    t = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + t), t / (1 + t))


def sigmoid(x):
    return s(np.asarray(x, dtype=float))
