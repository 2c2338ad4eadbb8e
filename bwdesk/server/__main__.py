"""`python -m bwdesk.server DB_URL PHOTOS HOST PORT [CERT KEY]`: the server as a process of its own, for the demo and tests."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from bwdesk.errors import DeskError
from bwdesk.server.run import serve


def main(arguments: list[str]) -> int:
    db_url, photos, host, port, *tls = arguments
    cert, key = (Path(tls[0]), Path(tls[1])) if tls else (None, None)
    try:
        store, issuers = os.environ.get("BWDESK_PHOTO_STORE", ""), os.environ.get("BWDESK_ISSUERS", "")
        known = Path(issuers) if issuers else None
        serve(db_url, Path(photos), host=host, port=int(port), cert=cert, key=key, photo_store=store, issuers=known)
    except DeskError as error:
        sys.stderr.write(error.key + "\n")
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
