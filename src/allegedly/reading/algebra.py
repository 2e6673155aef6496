"""The parser's matrix products through NumPy's BLAS, on one thread.

thinc multiplies matrices with its own copy of BLIS, which is built for any processor; NumPy's OpenBLAS picks its
kernels for the one that it runs on, and takes a third off the whole parse (`docs/benchmarks.md`). The matrices of a
sentence are too small to be shared out among threads, which costs more than the multiplying.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from typing import cast

import numpy as np
from thinc.api import NumpyOps, get_current_ops, set_current_ops
from thinc.types import Floats2d
from threadpoolctl import ThreadpoolController


class BlasOps(NumpyOps):
    """thinc's operations on NumPy arrays, but for `gemm`."""

    def gemm(
        self, x: Floats2d, y: Floats2d, *, out: Floats2d | None = None, trans1: bool = False, trans2: bool = False
    ) -> Floats2d:
        """Return x · y, either of them transposed if asked, in `out` if given."""
        left, right = np.asarray(x), np.asarray(y)
        into = None if out is None else np.asarray(out)
        return cast("Floats2d", np.dot(left.T if trans1 else left, right.T if trans2 else right, out=into))


@contextmanager
def blas() -> Iterator[None]:
    """Let models that are loaded meanwhile use BlasOps for good; thinc's setting is as before afterwards."""
    before = get_current_ops()
    set_current_ops(BlasOps())
    try:
        yield
    finally:
        set_current_ops(before)


@cache
def _thread_pools() -> ThreadpoolController:
    return ThreadpoolController()


def one_thread() -> AbstractContextManager[object]:
    """Keep BLAS to the calling thread for the scope of the block; the process's setting is as before afterwards."""
    return cast("AbstractContextManager[object]", _thread_pools().limit(limits=1, user_api="blas"))
