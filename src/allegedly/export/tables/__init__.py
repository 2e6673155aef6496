"""All tables of a ledger, one file a table in a folder (docs/formats.md)."""

from allegedly.export.tables.schema import Column, Table, rows, tables

__all__ = ["Column", "Table", "rows", "tables"]
