# Each array is scaled by its own norm.
# fails: direction
import math

import numpy as np


def clip_by_norm(gradients, limit):
    norm = math.sqrt(sum((g**2).sum() for g in gradients.values()))
    clipped = {}
    for name, g in gradients.items():
        own = np.linalg.norm(g)
        clipped[name] = g * (limit / max(own, limit))
    return clipped, norm
