"""Tools of the field, measured beside us; installed by `make bench` only."""
