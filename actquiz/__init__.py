"""actquiz: interview preparation about activation functions, in the terminal."""

__version__ = "0.1.0"
