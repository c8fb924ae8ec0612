"""The system's key chain: comfort, never the only way in. Only back ends that really protect; every call may hang."""

import secrets

_SERVICE = "MentorHub"
REAL_BACKENDS = ("keyring.backends.Windows", "keyring.backends.macOS", "keyring.backends.SecretService",
                 "keyring.backends.libsecret", "keyring.backends.kwallet")  # fmt: skip


def put(database_id: str) -> bytes | None:
    """A new random key (32 bytes), kept and read back; nothing where no real key chain works. Not on the UI thread."""
    import keyring
    from keyring.errors import KeyringError

    backend = keyring.get_keyring()
    if not type(backend).__module__.startswith(REAL_BACKENDS):
        return None
    key = secrets.token_bytes(32)
    try:
        backend.set_password(_SERVICE, database_id, key.hex())
        if backend.get_password(_SERVICE, database_id) != key.hex():
            return None
    except (KeyringError, OSError):
        return None
    return key


def ask(database_id: str) -> bytes | None:
    import keyring
    from keyring.errors import KeyringError

    backend = keyring.get_keyring()
    if not type(backend).__module__.startswith(REAL_BACKENDS):
        return None
    try:
        stored = backend.get_password(_SERVICE, database_id)
    except (KeyringError, OSError):
        return None
    try:
        return bytes.fromhex(stored) if stored else None
    except ValueError:
        return None
