"""Our pair of keys (VAPID, RFC 8292): a telephone takes notices from whoever holds it, and from nobody else."""

import base64
from typing import Any

from django.conf import settings
from django.core.signing import BadSignature, Signer

SALT = "notifications.push"


def public() -> str | None:
    """The public key as browsers want it; None where there is no pair, and so no push."""
    if not settings.VAPID_PRIVATE_KEY:
        return None
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    point = pair().public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(point).rstrip(b"=").decode()


def pair() -> Any:
    """The pair; raises ValueError for a key that is none."""
    from py_vapid import Vapid02

    return Vapid02.from_raw(settings.VAPID_PRIVATE_KEY.encode())


def token(key: object) -> str:
    """What the telephone answers with once it has shown the push of that delivery."""
    return Signer(salt=SALT).sign(str(key))


def delivery_of(token: str) -> str | None:
    """The delivery a token was made for; None for one we did not make."""
    try:
        return Signer(salt=SALT).unsign(token)
    except BadSignature:
        return None
