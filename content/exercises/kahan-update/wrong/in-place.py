# The caller's weight is updated in place.
# fails: as they were
def step(weight, carry, update):
    """(the weight after the update, what is carried to the next step)."""
    y = update + carry
    before = weight.copy()
    weight += y
    return weight, y - (weight - before)
