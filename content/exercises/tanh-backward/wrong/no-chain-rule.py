# The gradient from above is not multiplied in.
# fails: multiplied in
def tanh_backward(grad, y):
    """dL/dx from dL/dy and y = tanh(x)."""
    return (1 - y) * (1 + y)
