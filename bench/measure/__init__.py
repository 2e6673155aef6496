"""What reading, linking, watching, mailing and serving cost, each measured by a command (docs/benchmarks.md)."""
