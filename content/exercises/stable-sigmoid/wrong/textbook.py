# The textbook formula as it stands.
# fails: largest inputs
import math

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))
