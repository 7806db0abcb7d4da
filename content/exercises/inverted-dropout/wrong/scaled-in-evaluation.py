# Evaluation is scaled by 1 - p instead of training by its inverse.
# fails: In evaluation
def dropout(x, p, rng, training):
    """x with entries dropped with probability p and the rest scaled up; x itself in evaluation."""
    if not training:
        return x * (1 - p)
    keep = rng.random(x.shape) >= p
    return x * keep / (1 - p)
