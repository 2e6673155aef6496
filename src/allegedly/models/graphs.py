"""Exported networks at run time: ONNX Runtime on one thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import onnxruntime


def session(graph: bytes) -> onnxruntime.InferenceSession:
    """Return a session that runs the graph on one thread of the processor."""
    import onnxruntime  # takes a third of a second: only who runs a network waits for it

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # The fused form of adding and normalising takes five times as long as the two apart (ONNX Runtime 1.32, CPU).
    return onnxruntime.InferenceSession(
        graph, options, providers=["CPUExecutionProvider"], disabled_optimizers=["SkipLayerNormFusion"]
    )
