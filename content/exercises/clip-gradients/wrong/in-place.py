# It writes into the caller's array.
# fails: as they were
import math

import numpy as np


def clip_by_norm(gradients, limit):
    """(the gradients scaled to a global norm of at most limit, the norm before)."""
    squares = (float(np.square(g, dtype=np.float64).sum()) for g in gradients.values())
    norm = math.sqrt(sum(squares))
    factor = limit / max(norm, limit)
    for g in gradients.values():
        g *= factor
    return dict(gradients), norm
