"""`python -m deploy.push_key`: a new key for notices on telephones (VAPID), for an environment that keeps its own."""

import base64
import secrets

from deploy.machine import say

P256 = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # the order of the curve (FIPS 186-5)


def new() -> str:
    """A private key of P-256, as VAPID_PRIVATE_KEY wants it."""
    number = 1 + secrets.randbelow(P256 - 1)
    return base64.urlsafe_b64encode(number.to_bytes(32, "big")).rstrip(b"=").decode()


if __name__ == "__main__":
    say(new())
