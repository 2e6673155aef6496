"""The ledger: one SQLite file that keeps readings; it knows no language processing."""
