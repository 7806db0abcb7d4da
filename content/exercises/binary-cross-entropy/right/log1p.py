# max(z, 0) - z y + log1p(exp(-|z|)), as libraries write it.
import math

import numpy as np


def binary_cross_entropy(logits, targets):
    z, a = logits, np.log1p(np.exp(-np.abs(logits)))
    return np.mean(targets * (np.maximum(-z, 0) + a) + (1 - targets) * (np.maximum(z, 0) + a))
