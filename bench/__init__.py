"""Benchmarks: predictions in the scorers' form, the scorers, peers, and the evaluation gate."""
