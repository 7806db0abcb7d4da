# The mask is drawn before it is known whether it is needed.
# fails: generator is not used
def dropout(x, p, rng, training):
    keep = rng.random(x.shape) >= p
    return x * keep / (1 - p) if training else x
