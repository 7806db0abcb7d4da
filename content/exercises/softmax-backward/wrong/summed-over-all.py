# One sum over the whole array instead of one a row.
# fails: Rows are independent
def softmax_backward(grad, p):
    """dL/dx from dL/dp and p = softmax(x) along the last axis."""
    return p * (grad - (grad * p).sum())
