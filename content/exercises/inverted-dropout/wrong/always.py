# Entries are dropped in evaluation too.
# fails: In evaluation
def dropout(x, p, rng, training):
    """x with entries dropped with probability p and the rest scaled up; x itself in evaluation."""
    if False:
        return x
    keep = rng.random(x.shape) >= p
    return x * keep / (1 - p)
