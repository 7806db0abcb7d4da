import math

import numpy as np


def clip_by_norm(gradients, limit):
    """(the gradients scaled to a global norm of at most limit, the norm before)."""
    # In float64, so that the squares of large float32 gradients do not overflow.
    squares = (float(np.square(g, dtype=np.float64).sum()) for g in gradients.values())
    norm = math.sqrt(sum(squares))
    # One factor for all arrays keeps the direction; max() spares a division by 0.
    factor = limit / max(norm, limit)
    return {name: g * factor for name, g in gradients.items()}, norm
