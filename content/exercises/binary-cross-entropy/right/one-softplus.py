# The sign is chosen first, then one softplus.
import math

import numpy as np


def binary_cross_entropy(logits, targets):
    return np.mean(np.maximum(logits, 0) - logits * targets + np.log1p(np.exp(-np.abs(logits))))
