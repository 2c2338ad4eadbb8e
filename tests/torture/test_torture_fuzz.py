"""Ten thousand hostile requests to the application, and noise on the socket of a real process. BWDESK_REQUESTS: how many."""

from __future__ import annotations

import os
import random
import socket
from contextlib import suppress

from tests.server.test_fuzz import SEED, fuzz, target

__all__ = ["target"]

REQUESTS = int(os.environ.get("BWDESK_REQUESTS", "10000"))


def test_ten_thousand_requests_bring_nothing_down_and_change_no_record(target):
    print(f"BWDESK_SEED={SEED}")
    statuses = fuzz(target, REQUESTS, SEED)
    assert sum(statuses.values()) >= REQUESTS
    assert target.digest() == target.before
    assert target.amina.sync().sent == 0
    print(f"{sum(statuses.values())} requests: {dict(sorted(statuses.items()))}")


def test_noise_on_the_socket_leaves_the_server_well(small_house, laptop):
    amina, chance = laptop(small_house, "amina"), random.Random(SEED)
    amina.registers()
    amina.sync()
    before = amina.digest("country/KH")
    host, port = "127.0.0.1", int(small_house.url.rsplit(":", 1)[1])
    lines = [
        b"POST /sync/1/push HTTP/1.1\r\n",
        b"Host: x\r\n",
        b"Content-Length: 10\r\n",
        b"Transfer-Encoding: chunked\r\n",
        b"\r\n",
        b"0\r\n",
    ]
    for _ in range(500):
        said = b"".join(chance.choices([*lines, chance.randbytes(chance.randrange(200))], k=chance.randrange(1, 9)))
        with socket.create_connection((host, port), 5) as line, suppress(OSError):
            line.sendall(said)
            line.shutdown(socket.SHUT_WR)
            while line.recv(4096):
                pass
    assert amina.sync().sent == 0
    assert amina.digest("country/KH") == before
    said = small_house.log.read_text()
    assert "server.failed" not in said
    assert "Traceback" not in said
