"""Numbers that people write as words."""

NUMBERS = {"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
           "eight": 8, "nine": 9, "ten": 10, "hundred": 100, "thousand": 1000,
           "zeros": 0, "zeroes": 0, "ones": 1}  # fmt: skip
PARTS = {"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4,
         "fourth": 4, "fifth": 5, "tenth": 10}  # fmt: skip
"""What one is divided by."""
MULTIPLES = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
