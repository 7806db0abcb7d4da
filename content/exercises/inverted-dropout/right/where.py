# np.where with a zero of the right type.
def dropout(x, p, rng, training):
    """x with entries dropped with probability p and the rest scaled up; x itself in evaluation."""
    if not training:
        return x
    keep = rng.random(x.shape) >= p
    return __import__("numpy").where(keep, x / (1 - p), 0).astype(x.dtype)
