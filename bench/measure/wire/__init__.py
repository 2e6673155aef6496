"""The week of a simulated wire, `python -m bench.measure.wire`: `outlets` is the wire, `checks` what must hold."""
