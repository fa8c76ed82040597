"""Linnet in Jupyter: the command, its kernel, its colours, and what lets other tools speak Linnet.

The language itself is the command `linnet`, which needs no Python; this package holds what Python programs ask for.
"""
