# s(1 - s) from a stable sigmoid: 0 on the right.
# fails: as exact there
import math

import numpy as np


def s(z):
    t = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + t), t / (1 + t))


def sigmoid_slope(x):
    return s(x) * (1 - s(x))
