"""Measurements on real data. Each prints a table; none asserts a time."""
