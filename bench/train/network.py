"""The attribution tagger as a PyTorch module.

A small BERT encoder; a head that finds cues; a head that, given a cue, says for every word whether it is of the source,
the cue or the content, read as a linear-chain CRF (Lafferty, McCallum & Pereira 2001).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from allegedly.reading.attribution.windows import SIZES

WIDTH, HEADS, HEAD_WIDTH, NEURONS, ROLES = 384, 12, 32, 1536, 4
FEATURE_SIZES = (64, 64, 32, 8, 8, 8, 128, 8, 4)
FEATURE_WIDTH = 16
INNER = 192


class Layer(nn.Module):
    """A transformer layer with its norms behind (BERT), of so many heads and neurons between the two inner products."""

    def __init__(self, heads: int = HEADS, neurons: int = NEURONS) -> None:
        super().__init__()
        self.heads, asked = heads, heads * HEAD_WIDTH
        self.qkv = nn.Linear(WIDTH, 3 * asked)
        self.out = nn.Linear(asked, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, neurons)
        self.down = nn.Linear(neurons, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """Return the states [B, P, WIDTH]; `bias` [B, 1, 1, P] is added to the attention scores."""
        return self.behind(x, self.attended(x, bias))

    def attended(self, x: Tensor, bias: Tensor) -> Tensor:
        """Return what each head found [B, P, heads * HEAD_WIDTH]."""
        size, length, _ = x.shape
        q, k, v = self.qkv(x).view(size, length, 3, self.heads, HEAD_WIDTH).permute(2, 0, 3, 1, 4)
        scores = (q * HEAD_WIDTH**-0.5) @ k.transpose(-1, -2) + bias
        found = scores.softmax(-1).to(v.dtype) @ v
        return found.transpose(1, 2).reshape(size, length, self.heads * HEAD_WIDTH)

    def behind(self, x: Tensor, attended: Tensor) -> Tensor:
        """Return the states [B, P, WIDTH] from those before and from what the heads found."""
        x = self.norm1(x + self.out(attended))
        return self.norm2(x + self.down(functional.gelu(self.up(x))))


class Encoder(nn.Module):
    """The first layers of a pretrained BERT; its word embeddings stay as they are."""

    def __init__(self, folder: Path, layers: Sequence[int]) -> None:
        super().__init__()
        weights = {
            name.removeprefix("bert."): tensor for name, tensor in load_file(folder / "model.safetensors").items()
        }
        rows = weights["embeddings.word_embeddings.weight"]
        self.words = nn.Embedding.from_pretrained(rows.float(), freeze=True)
        kinds = weights["embeddings.token_type_embeddings.weight"][0]
        self.positions = nn.Parameter(weights["embeddings.position_embeddings.weight"].float() + kinds.float())
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        fill(self.norm, weights, "embeddings.LayerNorm")
        self.layers = nn.ModuleList(Layer() for _ in layers)
        for layer, number in zip(self.layers, layers, strict=True):
            prefix = f"encoder.layer.{number}."
            for name in ("weight", "bias"):
                parts = [weights[f"{prefix}attention.self.{part}.{name}"] for part in ("query", "key", "value")]
                getattr(layer.qkv, name).data.copy_(torch.cat(parts))
            fill(layer.out, weights, prefix + "attention.output.dense")
            fill(layer.norm1, weights, prefix + "attention.output.LayerNorm")
            fill(layer.up, weights, prefix + "intermediate.dense")
            fill(layer.down, weights, prefix + "output.dense")
            fill(layer.norm2, weights, prefix + "output.LayerNorm")

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """Return the states [B, P, WIDTH] of embedded pieces (word and position added)."""
        return self.steps(x, bias)[-1]

    def steps(self, x: Tensor, bias: Tensor) -> list[Tensor]:
        """Return the states behind each layer."""
        found = [self.norm(x)]
        for layer in self.layers:
            found.append(layer(found[-1], bias))
        return found[1:]


class Heads(nn.Module):
    """What stands behind the encoder, up to the projections that cues and pairs are scored from."""

    def __init__(self, dropout: float, states: int = WIDTH, inner: int = INNER) -> None:
        super().__init__()
        self.drop = nn.Dropout(dropout)
        self.features = nn.ModuleList(nn.Embedding(size, FEATURE_WIDTH) for size in FEATURE_SIZES)
        width = states + FEATURE_WIDTH * len(FEATURE_SIZES)
        self.cue1, self.cue1_above = nn.Linear(width, inner), nn.Linear(states, inner)
        self.cue2 = nn.Linear(inner, 1)
        self.word, self.word_above = nn.Linear(width, inner), nn.Linear(states, inner)
        self.anchor = nn.Linear(width, inner)

    def forward(self, h: Tensor, starts: Tensor, ends: Tensor, features: Tensor, heads: Tensor) -> tuple[Tensor, ...]:
        """Return cue scores [B, T], words and anchors [B, T, INNER] from piece states [B, P, WIDTH]."""
        words = self.drop((_rows(h, starts) + _rows(h, ends)) * 0.5)
        x = torch.cat([words, *(table(features[:, n]) for n, table in enumerate(self.features))], -1)
        above = _rows(words, heads)
        cues = self.cue2(functional.gelu(self.cue1(x) + self.cue1_above(above))).squeeze(-1)
        return cues, self.word(x) + self.word_above(above), self.anchor(x)


class Pairs(nn.Module):
    """Scores of the roles of every word given a cue."""

    def __init__(self, dropout: float, inner: int = INNER) -> None:
        super().__init__()
        self.drop = nn.Dropout(dropout)
        self.relations = nn.ModuleList(nn.Embedding(size, inner) for size in SIZES)
        for table in self.relations:
            table.weight.data.mul_(0.1)
        self.hidden, self.out = nn.Linear(inner, inner), nn.Linear(inner, ROLES)
        self.product = nn.Linear(inner, ROLES)

    def forward(self, words: Tensor, anchors: Tensor, relations: Tensor) -> Tensor:
        """Return scores [N, T, ROLES] of words [N, T, INNER], anchors [N, INNER], relations [N, 6, T]."""
        z = words + anchors[:, None]
        for n, table in enumerate(self.relations):
            z = z + table(relations[:, n])
        z = self.drop(functional.gelu(z))
        return self.out(functional.gelu(self.hidden(z))) + self.product(words * anchors[:, None])


class Chain(nn.Module):
    """How likely roles follow one another, over the words of a window."""

    def __init__(self) -> None:
        super().__init__()
        self.steps = nn.Parameter(torch.zeros(ROLES, ROLES))
        self.start, self.end = nn.Parameter(torch.zeros(ROLES)), nn.Parameter(torch.zeros(ROLES))

    def forward(self, scores: Tensor, roles: Tensor, mask: Tensor) -> Tensor:
        """Return the negative log-likelihood [N] of roles [N, T] under scores [N, T, ROLES]; mask [N, T] is 1 or 0."""
        known = roles.clamp(min=0)
        own = (scores.gather(2, known[..., None]).squeeze(-1) * mask).sum(1)
        steps = (self.steps[known[:, :-1], known[:, 1:]] * mask[:, 1:]).sum(1)
        final = known.gather(1, mask.sum(1).long()[:, None] - 1).squeeze(1)
        given = own + steps + self.start[known[:, 0]] + self.end[final]
        forward = self.start + scores[:, 0]
        for t in range(1, scores.shape[1]):
            onward = torch.logsumexp(forward[:, :, None] + self.steps[None], 1) + scores[:, t]
            forward = torch.where(mask[:, t, None] > 0, onward, forward)
        return torch.logsumexp(forward + self.end, 1) - given


class Tagger(nn.Module):
    """The whole tagger."""

    def __init__(self, folder: Path, layers: Sequence[int], dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = Encoder(folder, layers)
        self.heads, self.pairs, self.chain = Heads(dropout), Pairs(dropout), Chain()

    def embed(self, pieces: Tensor) -> Tensor:
        """Return the embedded pieces [B, P, WIDTH]."""
        embedded: Tensor = self.encoder.words(pieces) + self.encoder.positions[None, : pieces.shape[1]]
        return embedded

    def read(self, batch: dict[str, Tensor]) -> tuple[Tensor, ...]:
        """Return cue scores, words and anchors of a batch."""
        return self.answers(self.steps(batch)[-1], batch)

    def steps(self, batch: dict[str, Tensor]) -> list[Tensor]:
        """Return the states of the pieces behind each layer."""
        bias = (batch["mask"] == 0)[:, None, None] * -1e4
        return self.encoder.steps(self.embed(batch["pieces"]), bias)

    def answers(self, states: Tensor, batch: dict[str, Tensor]) -> tuple[Tensor, ...]:
        """Return cue scores, words and anchors from the last states of the pieces."""
        found: tuple[Tensor, ...] = self.heads(states, *(batch[key] for key in ("starts", "ends", "features", "heads")))
        return found


def restored(state: dict[str, Tensor], folder: Path, layers: Sequence[int]) -> Tagger:
    """Return the tagger of a checkpoint, whose layers may have lost heads and neurons."""
    tagger = Tagger(folder, layers)
    for n in range(len(layers)):
        asked, neurons = (state[f"encoder.layers.{n}.{part}.weight"].shape[1] for part in ("out", "down"))
        tagger.encoder.layers[n] = Layer(asked // HEAD_WIDTH, neurons)
    tagger.load_state_dict(state)
    return tagger


def fill(module: nn.Module, weights: dict[str, Tensor], name: str) -> None:
    """Give a module the pretrained weight and bias of a name."""
    for part in ("weight", "bias"):
        getattr(module, part).data.copy_(weights[f"{name}.{part}"])


def _rows(x: Tensor, numbers: Tensor) -> Tensor:
    return x.gather(1, numbers[..., None].expand(-1, -1, x.shape[-1]))
