# The squares are taken in float32, where they overflow.
# fails: whose squares overflow
import math

import numpy as np


def clip_by_norm(gradients, limit):
    """(the gradients scaled to a global norm of at most limit, the norm before)."""
    squares = (float(np.square(g).sum()) for g in gradients.values())
    norm = math.sqrt(sum(squares))
    factor = limit / max(norm, limit)
    return {name: g * factor for name, g in gradients.items()}, norm
