# The carry has the wrong sign: the error is doubled.
# fails: make 1.1
def step(weight, carry, update):
    """(the weight after the update, what is carried to the next step)."""
    y = update + carry
    new = weight + y
    return new, (new - weight) - y
