"""The version of the renderer whose inside was read line by line."""

READ = "70.0"
"""Shortcuts through what a function works out hold for the function as it was read.

Any other version is left to work things out in its own way.
"""
