"""Where the trained weights of linking lie in the package."""

from __future__ import annotations

from importlib import resources
from importlib.resources.abc import Traversable

from allegedly.errors import ModelError


def weights_file(folder: str, name: str) -> Traversable:
    """Return a file of `allegedly.models`; raises ModelError where it is not there."""
    file = resources.files("allegedly.models").joinpath(folder, name)
    if not file.is_file():
        raise ModelError(f"the package has no models/{folder}/{name}; install it anew")
    return file
