# Targets 0 and 1 are swapped.
# fails: right way round
import numpy as np


def binary_cross_entropy(logits, targets):
    """The mean of -y log(sigmoid(z)) - (1 - y) log(1 - sigmoid(z)) over all entries."""
    losses = targets * np.logaddexp(0, logits) + (1 - targets) * np.logaddexp(0, -logits)
    return losses.mean()
