# 1 - y**2 loses the digits of a saturated unit.
# fails: keeps its digits
def tanh_backward(grad, y):
    """dL/dx from dL/dy and y = tanh(x)."""
    return grad * (1 - y**2)
