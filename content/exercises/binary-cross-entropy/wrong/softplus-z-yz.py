# Divided by the number of rows, not of entries.
# fails: mean goes over all
import math

import numpy as np


def binary_cross_entropy(logits, targets):
    return (np.logaddexp(0, logits) - targets * logits).sum() / len(logits)
