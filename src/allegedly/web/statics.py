"""The files that pages load: one style sheet and small modules, all our own."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
FOREVER = "public, max-age=31536000, immutable"


@cache
def files() -> dict[str, bytes]:
    """Return the contents of the files by name."""
    folder = resources.files("allegedly.web").joinpath("static")
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.name.rpartition(".")[2] in TYPES}


@cache
def address(name: str) -> str:
    """Return the path of a file, with a hash of its content in it."""
    return f"/static/{hashlib.sha256(files()[name]).hexdigest()[:12]}/{name}"


async def serve(request: Request) -> Response:
    """Return a file of `static/`."""
    name = request.path_params["name"]
    if name not in files():
        return PlainTextResponse("There is no such file.", 404)
    kind = TYPES[name.rpartition(".")[2]]
    return Response(files()[name], media_type=kind, headers={"Cache-Control": FOREVER})
