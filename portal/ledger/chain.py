"""How entries hang together. Plain Python: `verify_history.py` beside it says the same to those without us.

seal = SHA-256(salt ‖ body)
hash = SHA-256("rellano/1" LF stream LF number LF recorded_at LF previous LF seal)
"""

import hashlib

START = "0" * 64
VERSION = "rellano/1"


def seal_of(salt: bytes, body: str) -> str:
    """The digest that stands for the sealed text."""
    return hashlib.sha256(salt + body.encode()).hexdigest()


def hash_of(*, stream: str, number: int, recorded_at: str, previous: str, seal: str) -> str:
    """The link: what the next entry names."""
    parts = (VERSION, stream, str(number), recorded_at, previous, seal)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
