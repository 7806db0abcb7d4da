# The row sums by einsum.
def softmax_backward(grad, p):
    """dL/dx from dL/dp and p = softmax(x) along the last axis."""
    return p * grad - p * __import__("numpy").einsum("...i,...i->...", grad, p)[..., None]
