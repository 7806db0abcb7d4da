# Below the limit the caller's own dict is handed back.
# fails: dict is a new one
import math

import numpy as np


def clip_by_norm(gradients, limit):
    """(the gradients scaled to a global norm of at most limit, the norm before)."""
    squares = (float(np.square(g, dtype=np.float64).sum()) for g in gradients.values())
    norm = math.sqrt(sum(squares))
    factor = limit / max(norm, limit)
    if norm <= limit:
        return gradients, norm
    return {name: g * factor for name, g in gradients.items()}, norm
