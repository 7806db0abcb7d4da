# Probabilities are clipped before the logarithm.
# fails: confident mistake
import math

import numpy as np


def binary_cross_entropy(logits, targets):
    p = np.clip(1 / (1 + np.exp(-np.clip(logits, -500, 500))), 1e-15, 1 - 1e-15)
    return -(targets * np.log(p) + (1 - targets) * np.log(1 - p)).mean()
