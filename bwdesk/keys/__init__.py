"""The key ladder: from passphrase, keyring, PIN or recovery sheet to the one key of a desk's files. No Qt, no SQL; light to import.

A random file key opens the database, the photos, the journal and the snapshots of one data folder. It is never on disk: `ring.json`
holds it wrapped under the passphrase together with a secret in this computer's keyring, once more under the printed recovery code, and,
where the office's setup file says so, under the office's public key. A PIN opens a wrap that lies in the keyring, for some hours
after the passphrase and a few tries. Where a keyring does not work nothing is weakened silently: `system_keyring` says so, and
only a caller that passes `keyring=None` gets a ring that opens with a (longer) passphrase alone.
"""

from bwdesk.keys.change import change_passphrase, forget, new_recovery_code, set_office_key, set_passphrase, set_pin
from bwdesk.keys.file_key import FileKey, file_salt
from bwdesk.keys.keyrings import Keyring, MemoryKeyring, SystemKeyring, system_keyring
from bwdesk.keys.ladder import (
    Known,
    NewRing,
    Owner,
    create_ring,
    desk_folders,
    keyring_name,
    known_people,
    open_with_office_key,
    open_with_passphrase,
    open_with_recovery,
    passphrase_from_environment,
)  # fmt: skip
from bwdesk.keys.lease import DAYS, WARNED, Lease, lease_of, renew_lease
from bwdesk.keys.pin import PIN_LENGTH, PinRule, PinState, check_pin, close_pin, open_with_pin, pin_state
from bwdesk.keys.ring import STANDARD, Cost, Ring, read_ring
from bwdesk.keys.wiping import begin_wipe, finish_wipe, finish_wipes, is_being_wiped
from bwdesk.keys.wraps import SHORTEST, SHORTEST_ALONE, check_passphrase

__all__ = [
    "Cost", "DAYS", "FileKey", "Keyring", "Known", "Lease", "MemoryKeyring", "NewRing", "Owner", "PIN_LENGTH", "PinRule",
    "PinState", "Ring", "SHORTEST", "SHORTEST_ALONE", "STANDARD", "SystemKeyring", "WARNED", "begin_wipe", "change_passphrase",
    "check_passphrase", "check_pin", "close_pin", "create_ring", "desk_folders", "file_salt", "finish_wipe", "finish_wipes",
    "forget", "is_being_wiped", "keyring_name", "known_people", "lease_of", "new_recovery_code", "open_with_office_key",
    "open_with_passphrase", "open_with_pin", "open_with_recovery", "passphrase_from_environment", "pin_state", "read_ring",
    "renew_lease", "set_office_key", "set_passphrase", "set_pin", "system_keyring",
]  # fmt: skip
