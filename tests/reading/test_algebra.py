from typing import Any

import numpy as np
from thinc.api import NumpyOps, get_current_ops
from threadpoolctl import ThreadpoolController

from allegedly.reading.algebra import BlasOps, blas, one_thread


def test_products_are_those_of_thinc() -> None:
    rng = np.random.default_rng(7)
    x: Any = rng.random((5, 4), dtype=np.float32)
    y: Any = rng.random((4, 3), dtype=np.float32)
    flags: Any
    for left, right, flags in ((x, y, {}), (x.T.copy(), y, {"trans1": True}), (x, y.T.copy(), {"trans2": True})):
        ours: Any = BlasOps().gemm(left, right, **flags)
        theirs: Any = NumpyOps().gemm(left, right, **flags)
        assert np.allclose(ours, theirs, atol=1e-6)
        into: Any = np.zeros((5, 3), dtype=np.float32)
        assert BlasOps().gemm(left, right, out=into, **flags) is into
        assert np.allclose(np.asarray(into), theirs, atol=1e-6)


def test_the_setting_is_put_back() -> None:
    before = get_current_ops()
    with blas():
        assert isinstance(get_current_ops(), BlasOps)
    assert get_current_ops() is before


def test_blas_keeps_to_one_thread_for_the_block_only() -> None:
    pools = ThreadpoolController()

    def threads() -> list[int]:
        return [pool["num_threads"] for pool in pools.info() if pool["user_api"] == "blas"]

    before = threads()
    with one_thread():
        assert set(threads()) == {1}
    assert threads() == before
