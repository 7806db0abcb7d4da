"""Functions of x that people type: read, differentiated, simplified, printed and compiled.

``reading`` turns text into a tree, ``tree`` builds and simplifies it (and recognises the stable
form of what would overflow), ``slopes`` differentiates, ``printing`` writes it down, ``program``
computes it. Nothing is ever evaluated as Python.
"""
