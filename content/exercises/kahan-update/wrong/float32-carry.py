# The carry is kept in float32.
# fails: weight's type
import numpy as np


def step(weight, carry, update):
    y = update.astype(np.float32) + carry
    new = (weight + y).astype(weight.dtype)
    return new, y - (new.astype(np.float32) - weight.astype(np.float32))
