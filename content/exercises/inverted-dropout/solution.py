def dropout(x, p, rng, training):
    """x with entries dropped with probability p and the rest scaled up; x itself in evaluation."""
    if not training:
        # Inverted: the scaling was done in training, so evaluation is free.
        return x
    keep = rng.random(x.shape) >= p
    # A boolean mask and a Python number leave float32 what it is.
    return x * keep / (1 - p)
