# One draw decides for a whole row.
# fails: on its own
def dropout(x, p, rng, training):
    """x with entries dropped with probability p and the rest scaled up; x itself in evaluation."""
    if not training:
        return x
    keep = (rng.random(x.shape[:1]) >= p).reshape(-1, *[1] * (x.ndim - 1))
    return x * keep / (1 - p)
