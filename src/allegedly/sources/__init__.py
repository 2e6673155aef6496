"""How documents come in: one format a file, each ending in a `Document`."""
