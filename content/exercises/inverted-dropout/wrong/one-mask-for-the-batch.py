# One mask is drawn and shared over the leading axis.
# fails: no two slices
def dropout(x, p, rng, training):
    """x with entries dropped with probability p and the rest scaled up; x itself in evaluation."""
    if not training:
        return x
    keep = rng.random(x.shape[1:] if x.ndim > 2 else x.shape) >= p
    return x * keep / (1 - p)
