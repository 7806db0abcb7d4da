# The mask is a binomial draw.
def dropout(x, p, rng, training):
    """x with entries dropped with probability p and the rest scaled up; x itself in evaluation."""
    if not training:
        return x
    keep = rng.binomial(1, 1 - p, x.shape).astype(bool)
    return x * keep / (1 - p)
