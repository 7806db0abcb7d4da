# The factor is a NumPy float64: float32 gradients become float64.
# fails: float32
import math

import numpy as np


def clip_by_norm(gradients, limit):
    """(the gradients scaled to a global norm of at most limit, the norm before)."""
    squares = (float(np.square(g, dtype=np.float64).sum()) for g in gradients.values())
    norm = math.sqrt(sum(squares))
    factor = np.float64(limit) / max(norm, limit)
    return {name: g * factor for name, g in gradients.items()}, norm
