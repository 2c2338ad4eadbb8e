"""A bad link of our own: a proxy on this computer that cuts, stalls, resets, or answers in the server's place, connection by connection."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
import threading
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Fate:
    """What becomes of one connection. Bytes are counted per direction; None: never.

    `cut_up` / `cut_down`: cut after that many bytes towards the server / the desk. `cut_both`: after that many in all.
    `with_reset`: cut by RST instead of FIN. `stall`: after the cut keep the connection open and silent.
    `answer`: say this in place of the server and close. `rate`: bytes a second in each direction; `delay`: seconds one way.
    """

    cut_up: int | None = None
    cut_down: int | None = None
    cut_both: int | None = None
    with_reset: bool = False
    stall: bool = False
    answer: bytes | None = None
    rate: float | None = None
    delay: float = 0.0


CLEAN = Fate()


class Proxy:
    """Listens on a free port of this computer; `fate(n)` says what becomes of the n-th connection. `url` is what a desk is given."""

    def __init__(self, target: str, fate: Callable[[int], Fate] = lambda n: CLEAN) -> None:
        parts = urlsplit(target)
        self._target = (parts.hostname or "127.0.0.1", parts.port or 80)
        self.fate = fate
        self.connections = self.up = self.down = 0
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, name="proxy")
        self._thread.start()
        assert self._ready.wait(10)
        self.url = f"{parts.scheme}://127.0.0.1:{self.port}"

    def retarget(self, target: str) -> None:
        """From now on connections go to another server (it was started again)."""
        parts = urlsplit(target)
        self._target = (parts.hostname or "127.0.0.1", parts.port or 80)

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()

    def __enter__(self) -> Proxy:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._serve())

    async def _serve(self) -> None:
        self._stop = asyncio.Event()
        server = await asyncio.start_server(self._connection, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._stop.wait()
        server.close()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()

    async def _connection(self, desk: asyncio.StreamReader, to_desk: asyncio.StreamWriter) -> None:
        fate = self.fate(self.connections)
        self.connections += 1
        to_server: asyncio.StreamWriter | None = None
        try:
            if fate.answer is not None:
                await asyncio.wait_for(desk.read(65_536), 5)
                to_desk.write(fate.answer)
                await to_desk.drain()
                to_desk.write_eof()
                with contextlib.suppress(TimeoutError):  # what the desk still sends is read: closing on it would reset the answer away
                    await asyncio.wait_for(desk.read(-1), 0.3)
                return
            server, to_server = await asyncio.open_connection(*self._target)
            left = _Left(fate)
            slow = _Slow(fate)
            ways = [
                asyncio.ensure_future(self._pump(desk, to_server, left, "up", slow)),
                asyncio.ensure_future(self._pump(server, to_desk, left, "down", slow)),
            ]
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            if left.is_cut and fate.stall:
                await asyncio.sleep(3600)
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
        except (TimeoutError, OSError, asyncio.CancelledError):
            pass  # cancelled: the proxy is closing
        finally:
            for writer in (to_desk, to_server):
                if writer is not None:
                    _close(writer, with_reset=fate.with_reset)

    async def _pump(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, left: _Left, way: str, slow: _Slow) -> None:
        with contextlib.suppress(OSError):
            while data := await source.read(slow.step):
                data = left.take(way, data)
                setattr(self, way, getattr(self, way) + len(data))
                await slow.carry(sink, data)
                if left.is_cut:
                    return


class _Slow:
    """Carries bytes at the rate of a link, and lets them arrive after its delay."""

    def __init__(self, fate: Fate) -> None:
        self._rate, self._delay = fate.rate, fate.delay
        self.step = 4096 if fate.rate is None else 512

    async def carry(self, sink: asyncio.StreamWriter, data: bytes) -> None:
        if self._rate is None and not self._delay:
            sink.write(data)
            await sink.drain()
            return
        if self._rate is not None:
            await asyncio.sleep(len(data) / self._rate)
        asyncio.get_running_loop().call_later(self._delay, self._arrive, sink, data)

    @staticmethod
    def _arrive(sink: asyncio.StreamWriter, data: bytes) -> None:
        with contextlib.suppress(OSError, RuntimeError):
            sink.write(data)


class _Left:
    """How many bytes a connection may still carry."""

    def __init__(self, fate: Fate) -> None:
        self._left = {"up": fate.cut_up, "down": fate.cut_down, "both": fate.cut_both}
        self.is_cut = False

    def take(self, way: str, data: bytes) -> bytes:
        for name in (way, "both"):
            left = self._left[name]
            if left is not None:
                data = data[:left]
        for name in (way, "both"):
            left = self._left[name]
            if left is not None:
                self._left[name] = left - len(data)
                self.is_cut = self.is_cut or left - len(data) <= 0
        return data


def _close(writer: asyncio.StreamWriter, *, with_reset: bool) -> None:
    with contextlib.suppress(OSError, RuntimeError):
        if with_reset:
            writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.close()
