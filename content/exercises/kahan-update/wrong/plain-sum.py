# The update is added and what is lost is lost.
# fails: make 1.1
def step(weight, carry, update):
    """(the weight after the update, what is carried to the next step)."""
    y = update + carry
    new = weight + y
    return new, carry
