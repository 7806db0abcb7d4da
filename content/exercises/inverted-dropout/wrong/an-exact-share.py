# Exactly the share p is dropped, by a shuffle.
# fails: left to chance
import numpy as np


def dropout(x, p, rng, training):
    if not training:
        return x
    keep = np.ones(x.size, dtype=bool)
    keep[rng.permutation(x.size)[: round(p * x.size)]] = False
    return x * keep.reshape(x.shape) / (1 - p)
