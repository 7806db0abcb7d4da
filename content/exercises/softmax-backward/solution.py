def softmax_backward(grad, p):
    """dL/dx from dL/dp and p = softmax(x) along the last axis."""
    # (diag(p) - p p^T) g, bracketed so that only one number a row is needed besides the vectors.
    return p * (grad - (grad * p).sum(axis=-1, keepdims=True))
