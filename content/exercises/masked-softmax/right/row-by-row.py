# Row by row, over the keys that are left.
import numpy as np


def causal_softmax(scores, padding):
    n = scores.shape[-1]
    out = np.zeros_like(scores)
    for place in np.ndindex(scores.shape[:-2]):
        for query in range(n):
            keys = [key for key in range(query + 1) if not padding[place][key]]
            if keys:
                row = scores[place][query, keys]
                e = np.exp(row - row.max())
                out[place][query, keys] = e / e.sum()
    return out
