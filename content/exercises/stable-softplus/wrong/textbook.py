# The textbook formula as it stands.
# fails: 1 + e^x must not
import math

import numpy as np


def softplus(x):
    return np.log(1 + np.exp(x))
