# Updates wait in the carry until they are large; then they are added and the rest is dropped.
# fails: make 1.1
import numpy as np


def step(weight, carry, update):
    """(the weight after the update, what is carried to the next step)."""
    y = update + carry
    new = weight + y
    return new, np.where(new == weight, y, 0).astype(weight.dtype)
