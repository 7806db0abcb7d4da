# The textbook formula as it stands.
# fails: not 0
import math

import numpy as np


def mish(x):
    return x * np.tanh(np.log(1 + np.exp(x)))
