# What is kept is divided by p.
# fails: scaled by
def dropout(x, p, rng, training):
    """x with entries dropped with probability p and the rest scaled up; x itself in evaluation."""
    if not training:
        return x
    keep = rng.random(x.shape) >= p
    return x * keep / max(p, 1e-9)
