# np.where computes both branches, so one overflows.
# fails: largest inputs
import math

import numpy as np


def sigmoid(x):
    return np.where(x >= 0, 1 / (1 + np.exp(-x)), np.exp(x) / (1 + np.exp(x)))
