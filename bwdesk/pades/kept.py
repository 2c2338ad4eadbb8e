"""Where a desk keeps its signing certificate: one file beside the database, sealed under a key that follows from the desk's file key.

Whoever cannot open the desk cannot read it; wiping the desk or losing its key loses it too. Backups do not hold it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import msgspec

from bwdesk.disk import disk_errors_translated, sync_folder, write_whole
from bwdesk.errors import DamagedFile
from bwdesk.pades.certificate import LARGEST, CertificateFacts, SigningKey, facts_of
from bwdesk.pades.signer import Signer
from bwdesk.sealed import Unsealable, seal, unseal

_ABOUT: Final = b"signing certificate"


class KeptCertificate:
    """The signing certificate of one desk, or none."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path, self._key = path, key

    def keep(self, key: SigningKey) -> CertificateFacts:
        """Keeps a certificate in place of the one before. Raises StoreProblem."""
        facts = facts_of(key.certificate)
        write_whole(self._path, seal(self._key, msgspec.msgpack.encode(key), _ABOUT))
        return facts

    def take_away(self) -> None:
        """Forgets the certificate; none being there does no harm."""
        with disk_errors_translated():
            self._path.unlink(missing_ok=True)
            sync_folder(self._path.parent)

    def signer(self) -> Signer | None:
        """What signs with it; None where none is set up. Raises DamagedFile (`pades.kept_damaged`)."""
        if not self._path.exists():
            return None
        with disk_errors_translated(), self._path.open("rb") as stream:
            sealed = stream.read(4 * LARGEST)
        try:
            key = msgspec.msgpack.decode(unseal(self._key, sealed, _ABOUT), type=SigningKey)
        except (Unsealable, msgspec.DecodeError):
            raise DamagedFile("pades.kept_damaged") from None
        return Signer(key)

    def facts(self) -> CertificateFacts | None:
        """What the kept certificate says; None where none is set up."""
        signer = self.signer()
        return signer.facts if signer is not None else None
