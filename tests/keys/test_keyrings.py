"""A keyring that does not work is said so before anything is written; nothing falls back by itself."""

from __future__ import annotations

import keyring
import keyring.backend
import keyring.errors
import pytest

from bwdesk import keys
from bwdesk.errors import MissingKey


def test_this_computers_keyring_keeps_and_forgets(memory_keyring):
    ring = keys.system_keyring()
    ring.set("a", "1")
    assert ring.get("a") == "1"
    assert memory_keyring.secrets == {("bwdesk", "a"): "1"}
    ring.delete("a")
    ring.delete("a")
    assert ring.get("a") is None


def test_a_locked_keyring_is_named(memory_keyring):
    memory_keyring.locked = True
    with pytest.raises(MissingKey) as missing:
        keys.system_keyring()
    assert missing.value.key == "keys.keyring_silent"


@pytest.mark.parametrize("backend", ["keyring.backends.fail.Keyring", "keyring.backends.null.Keyring"])
def test_a_computer_without_keyring_is_named(backend):
    keyring.set_keyring(keyring.core.load_keyring(backend))
    with pytest.raises(MissingKey) as missing:
        keys.system_keyring()
    assert missing.value.key == "keys.keyring_silent"


class Plain(keyring.backend.KeyringBackend):
    priority = 1  # type: ignore[assignment]
    __module__ = "keyrings.alt.file"

    def get_password(self, service, username):
        return None

    def set_password(self, service, username, password):
        raise AssertionError("a secret was about to be written in the clear")

    def delete_password(self, service, username):
        raise keyring.errors.PasswordDeleteError


def test_a_keyring_that_stores_in_the_clear_is_not_used():
    keyring.set_keyring(Plain())
    with pytest.raises(MissingKey) as missing:
        keys.system_keyring()
    assert missing.value.key == "keys.keyring_plain"
