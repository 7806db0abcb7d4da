# NumPy's global generator is used.
# fails: generator given
def dropout(x, p, rng, training):
    """x with entries dropped with probability p and the rest scaled up; x itself in evaluation."""
    if not training:
        return x
    keep = __import__("numpy").random.random(x.shape) >= p
    return x * keep / (1 - p)
