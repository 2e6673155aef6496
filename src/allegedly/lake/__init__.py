"""A lake: the ledger's tables as Parquet, cut by month of publication, for archives that outgrow one file of SQLite.

`batch` holds the pure function that all engines call, `schema` the tables, `folder` and `manifest` how they are kept.
"""
