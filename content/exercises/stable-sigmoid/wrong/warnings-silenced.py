# The textbook formula with its warnings turned off.
# fails: without a warning
import numpy as np


def sigmoid(x):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-x))
