# e^-x / (1 + e^-x)^2 is infinity over infinity.
# fails: largest inputs
import math

import numpy as np


def sigmoid_slope(x):
    return np.exp(x) / (1 + np.exp(x)) ** 2
