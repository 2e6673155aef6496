"""Spark over real processes: what it makes of an archive and of a lake is what one machine makes of them."""
