# It writes into the caller's array.
# fails: input is unchanged
def dropout(x, p, rng, training):
    """x with entries dropped with probability p and the rest scaled up; x itself in evaluation."""
    if not training:
        return x
    keep = rng.random(x.shape) >= p
    x *= keep
    x /= 1 - p
    return x
