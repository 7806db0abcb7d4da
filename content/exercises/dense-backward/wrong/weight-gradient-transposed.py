# The weights' gradient is transposed.
# fails: shapes of x
def dense_backward(grad, x, weight):
    """(dL/dx, dL/dweight, dL/dbias) of y = x @ weight + bias."""
    return grad @ weight.T, grad.T @ x, grad.sum(axis=0)
