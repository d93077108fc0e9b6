"""Where a notice may be sent: to the push services we know, and nowhere else, whatever a phone says."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

MOST = 1000
PUBLIC_KEY, SECRET = "B[A-Za-z0-9_-]{86}", "[A-Za-z0-9_-]{22}"  # an uncompressed point of P-256; sixteen bytes
ADDRESS = re.compile(r"(https?)://([a-z0-9]([a-z0-9.-]*[a-z0-9])?)(:[0-9]{1,5})?(/[\x21-\x5b\x5d-\x7e]*)")


@dataclass(frozen=True)
class Place:
    """An address taken apart."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def origin(self) -> str:
        """Whom the signature names: no default port in it."""
        usual = 443 if self.scheme == "https" else 80
        return f"{self.scheme}://{self.host}" + ("" if self.port == usual else f":{self.port}")


def place(endpoint: str, allowed: Iterable[str]) -> Place | None:
    """Where it leads, if that is one of ours to send to.

    An entry is a host (`fcm.googleapis.com`), the hosts below one (`.push.apple.com`), or a whole origin as written.
    Hosts are reached by https on its own port only.
    """
    found = ADDRESS.fullmatch(endpoint) if len(endpoint) <= MOST else None
    if found is None:
        return None
    scheme, host, _inner, port, path = found.groups()
    usual = 443 if scheme == "https" else 80
    known = Place(scheme, host, int(port[1:]) if port else usual, path)
    return known if any(_is(known, entry) for entry in allowed) else None


def _is(known: Place, entry: str) -> bool:
    if "://" in entry:
        return known.origin == entry
    if (known.scheme, known.port) != ("https", 443):
        return False
    return known.host.endswith(entry) if entry.startswith(".") else known.host == entry


def digest(endpoint: str) -> str:
    """What an address is known by."""
    return hashlib.sha256(endpoint.encode()).hexdigest()
