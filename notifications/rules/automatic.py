"""Which mails no person wrote: they are answered by nobody and become no enquiry (RFC 3834, RFC 3464)."""

import re
from collections.abc import Mapping

MACHINES = frozenset({"mailer-daemon", "postmaster", "noreply", "no-reply", "donotreply", "no-responder"})
AWAY = re.compile(
    r"^\s*(respuesta autom[aá]tica|resposta autom[aà]tica|fuera de (la )?oficina|ausencia|automatic reply|auto[ :-]"
    r"|out of (the )?office|autoreply|abwesenheit|r[ée]ponse automatique)",
    re.IGNORECASE,
)
FULL = re.compile(r"^5\.2\.2$")


def is_automatic(heads: Mapping[str, str], sender: str) -> bool:
    """Whether a machine says of itself that it wrote this."""
    if heads.get("auto-submitted", "no").split(";")[0].strip().lower() != "no":
        return True
    if heads.get("precedence", "").strip().lower() in {"bulk", "junk", "list", "auto_reply"}:
        return True
    if {"x-autoreply", "x-autorespond", "list-id"} & set(heads):
        return True
    if heads.get("return-path", "").replace(" ", "") == "<>":
        return True
    return sender.partition("@")[0].lower() in MACHINES


def looks_away(subject: str) -> bool:
    """Whether it says «out of office» without the head that says so: for a person to look at."""
    return bool(AWAY.match(subject))


def is_for_good(action: str, status: str) -> bool:
    """Whether a report says that the mail will never arrive; one that is only late may still."""
    return action.strip().lower() == "failed" and status.strip().startswith("5.")


def is_full(status: str) -> bool:
    """Whether it says that the mailbox is full: that mail came back, and the address is none the worse."""
    return bool(FULL.match(status.strip()))
