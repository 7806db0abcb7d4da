"""Simulated learners, what they are asked by each policy, and how they do on the day."""
