# limit / norm is computed before it is known that the norm is not 0.
# fails: 0/0
import math

import numpy as np


def clip_by_norm(gradients, limit):
    """(the gradients scaled to a global norm of at most limit, the norm before)."""
    squares = (float(np.square(g, dtype=np.float64).sum()) for g in gradients.values())
    norm = math.sqrt(sum(squares))
    factor = min(1.0, limit / norm)
    return {name: g * factor for name, g in gradients.items()}, norm
