"""Linking: what documents that have been read have to do with one another.

Pure functions over frozen records. Nothing here knows the ledger or needs a parse, and nothing depends on the order in
which documents arrive: comparisons are symmetric, background statistics are fixed data, groups are connected sets.
"""
