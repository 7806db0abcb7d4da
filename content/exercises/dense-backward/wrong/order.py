# The three come back in another order.
# fails: shapes of x
def dense_backward(grad, x, weight):
    """(dL/dx, dL/dweight, dL/dbias) of y = x @ weight + bias."""
    return x.T @ grad, grad @ weight.T, grad.sum(axis=0)
