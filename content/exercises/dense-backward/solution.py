def dense_backward(grad, x, weight):
    """(dL/dx, dL/dweight, dL/dbias) of y = x @ weight + bias."""
    # Each product is the only one whose shape fits; the inner dimension is what is summed over:
    # outputs for x, examples for the weights and the bias.
    return grad @ weight.T, x.T @ grad, grad.sum(axis=0)
