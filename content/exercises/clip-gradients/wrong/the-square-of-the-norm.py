# The root of the sum of squares is forgotten.
# fails: all arrays together
import math

import numpy as np


def clip_by_norm(gradients, limit):
    """(the gradients scaled to a global norm of at most limit, the norm before)."""
    squares = (float(np.square(g, dtype=np.float64).sum()) for g in gradients.values())
    norm = sum(squares)
    factor = limit / max(norm, limit)
    return {name: g * factor for name, g in gradients.items()}, norm
