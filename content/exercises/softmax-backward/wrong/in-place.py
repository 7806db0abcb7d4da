# It writes into the caller's array.
# fails: as they were
def softmax_backward(grad, p):
    """dL/dx from dL/dp and p = softmax(x) along the last axis."""
    grad -= (grad * p).sum(axis=-1, keepdims=True)
    return p * (grad - 0 * (grad * p).sum(axis=-1, keepdims=True))
