# The norm by math.hypot over the norms of the arrays.
import math

import numpy as np


def clip_by_norm(gradients, limit):
    norm = math.hypot(*(float(v) for g in gradients.values() for v in g.flat))
    factor = min(1.0, limit / norm) if norm > 0 else 1.0
    return {name: g * factor for name, g in gradients.items()}, norm
