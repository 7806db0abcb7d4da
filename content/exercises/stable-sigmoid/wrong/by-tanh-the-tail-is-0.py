# By tanh: the left tail is 0.
# fails: tiny, not 0
import math

import numpy as np


def sigmoid(x):
    return 0.5 * (1 + np.tanh(x / 2))
