"""The week of a simulated wire: `python -m bench.wire` (see `outlets` for the wire, `checks` for what must hold)."""
