# The textbook formula as it stands.
# fails: confident mistake
import math

import numpy as np


def binary_cross_entropy(logits, targets):
    p = 1 / (1 + np.exp(-logits))
    return -(targets * np.log(p) + (1 - targets) * np.log(1 - p)).mean()
