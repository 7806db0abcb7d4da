# A float64 mask turns float32 into float64.
# fails: float32
def dropout(x, p, rng, training):
    """x with entries dropped with probability p and the rest scaled up; x itself in evaluation."""
    if not training:
        return x
    keep = (rng.random(x.shape) >= p).astype(float)
    return x * keep / (1 - p)
