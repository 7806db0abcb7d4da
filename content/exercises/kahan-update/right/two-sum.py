# Knuth's two-sum, right for updates larger than the weight too.
def step(weight, carry, update):
    y = update + carry
    new = weight + y
    arrived = new - weight
    return new, (weight - (new - arrived)) + (y - arrived)
