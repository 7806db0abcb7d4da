# Exp overflows.
# fails: largest inputs
import math

import numpy as np


def sigmoid_slope(x):
    return np.exp(x) / (1 + np.exp(x)) ** 2
