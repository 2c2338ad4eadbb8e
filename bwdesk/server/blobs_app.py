"""The routes of photos: tus core semantics (HEAD, PATCH) on a URL that is the photo's hash, and GET with Range."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from bwdesk import ids
from bwdesk.errors import NotAllowed
from bwdesk.server.blobs import LARGEST, LARGEST_PIECE, Mismatch, Standing, is_sha256, standing_of
from bwdesk.server.gate import body_of
from bwdesk.server.pen import WRITER
from bwdesk.store.blob_rows import set_whole
from bwdesk.sync import wire

if TYPE_CHECKING:
    from bwdesk.server.app import Server

TUS: Final = {"Tus-Resumable": "1.0.0", "Cache-Control": "no-store"}
PIECE: Final = "application/offset+octet-stream"


def blob_routes(server: Server) -> list[Route]:
    """HEAD, PATCH and GET of a photo."""

    async def endpoint(request: Request) -> Response:
        sha256 = request.path_params["sha256"]
        caller = await run_in_threadpool(partial(server.caller, request, hands_in=request.method != "GET"))
        known = await run_in_threadpool(
            standing_of, server.hub, server.folder, caller.member, [sha256] if is_sha256(sha256) else [], ids.now().date()
        )
        standing = known.get(sha256)
        if standing is None:
            return Response(status_code=404, headers=TUS)
        if request.method == "HEAD":
            return _how_far(standing)
        if request.method == "GET":
            return await run_in_threadpool(_content, server, sha256, standing)
        data = await body_of(request, LARGEST_PIECE)
        return await run_in_threadpool(_append, server, request, caller.member.id, standing, data)

    return [Route(wire.PREFIX + "/blobs/{sha256}", endpoint, methods=["HEAD", "PATCH", "GET"])]


def _how_far(standing: Standing) -> Response:
    length = {"Upload-Length": str(standing.offset)} if standing.is_whole else {}
    return Response(status_code=200, headers=TUS | length | {"Upload-Offset": str(standing.offset)})


def _content(server: Server, sha256: str, standing: Standing) -> Response:
    path = server.folder.file(sha256) if standing.is_whole and standing.may_fetch else None
    if path is None:
        return Response(status_code=404, headers=TUS)
    return FileResponse(path, media_type="application/octet-stream", headers={"Cache-Control": "private, no-store"})


def _append(server: Server, request: Request, who: str, standing: Standing, data: bytes) -> Response:
    sha256 = request.path_params["sha256"]
    if request.headers.get("content-type") != PIECE:
        return Response(status_code=415, headers=TUS)
    offset, length = _number(request, "upload-offset"), _number(request, "upload-length")
    if offset is None or (length is not None and length > LARGEST):
        return Response(status_code=400, headers=TUS)
    if standing.is_whole:
        return Response(status_code=409, headers=TUS | {"Upload-Offset": str(standing.offset)})
    try:
        after, is_whole = server.folder.append(sha256, who, offset, data, length)
    except Mismatch as mismatch:
        return Response(status_code=409 if mismatch.offset else 460, headers=TUS | {"Upload-Offset": str(mismatch.offset)})
    if is_whole:
        with server.hub.writing(WRITER, "blob") as unit:
            set_whole(unit, sha256, standing.scopes, after)
    return Response(status_code=204, headers=TUS | {"Upload-Offset": str(after)})


def _number(request: Request, name: str) -> int | None:
    text = request.headers.get(name)
    if text is None:
        return None
    if not text.isascii() or not text.isdigit() or len(text) > 12:
        raise NotAllowed("message.broken")
    return int(text)
