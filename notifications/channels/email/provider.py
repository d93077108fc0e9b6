"""A mail provider in place of our own mail server, through django-anymail: EMAIL_PROVIDER names it (`postmark`).

Those are meant that are spoken to over HTTPS by `requests`. A request that was refused before it left was not taken;
one whose answer never came leaves us in doubt, and we say so. What they tell afterwards comes by their webhooks;
Postmark is also asked (`look_up`).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage as Read
from typing import Any

import requests
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from urllib3.exceptions import MaxRetryError, NameResolutionError, NewConnectionError

from notifications.channels import Undeliverable
from notifications.channels.email import answering
from notifications.channels.email.parcel import Parcel
from notifications.rules import retrying
from notifications.rules.retrying import Refusal

DELIVERY = "delivery"  # what our own name of a mail is called at the provider
CARRIED = ("Reply-To", "Message-ID", "In-Reply-To", "References", "Auto-Submitted", "List-Unsubscribe",
           "List-Unsubscribe-Post")  # fmt: skip
PROOFS = ("WEBHOOK_SECRET", "WEBHOOK_SIGNING_KEY", "WEBHOOK_VERIFICATION_KEY", "SIGNING_SECRET", "WEBHOOK_KEY",
          "INBOUND_SECRET")  # fmt: skip
POSTMARK = "https://api.postmarkapp.com/"
NOBODY = (MaxRetryError, NewConnectionError, NameResolutionError)
_lines: list[Any] = []  # the connection of the turn that runs, if one does


@contextmanager
def kept() -> Iterator[None]:
    """Within it one connection carries every parcel."""
    line = _connection()
    line.open()
    _lines.append(line)
    try:
        yield
    finally:
        _lines.remove(line)
        line.close()


def door() -> str:
    """Where all mails go through."""
    return str(settings.EMAIL_PROVIDER)


def send(parcel: Parcel) -> None:
    """Hands it to the provider; raises Undeliverable."""
    from anymail.exceptions import AnymailAPIError, AnymailRecipientsRefused

    try:
        (_lines[-1] if _lines else _connection()).send_messages([_mail(parcel)])
    except AnymailRecipientsRefused as refused:
        raise Undeliverable(_said(refused), permanent=True) from refused
    except AnymailAPIError as unable:
        raise _undeliverable(unable) from unable


def _undeliverable(unable: Any) -> Undeliverable:
    status = getattr(unable, "status_code", None)
    if status is None:
        return _cut(unable)
    if status in retrying.OF_HTTP:
        return Undeliverable(_said(unable), refusal=retrying.OF_HTTP[status])
    if 400 <= status < 500:
        return Undeliverable(_said(unable), permanent=True)
    return Undeliverable(f"neither yes nor no: {_said(unable)}", uncertain=True)


def _cut(unable: Any) -> Undeliverable:
    """No answer came: either nobody was there, or nobody knows."""
    cause = unable.__cause__
    is_refused = isinstance(next(iter(getattr(cause, "args", ())), None), NOBODY)
    if is_refused or isinstance(cause, requests.ConnectTimeout | requests.exceptions.SSLError):
        return Undeliverable(f"no answer: {_said(unable)}", refusal=Refusal.DOWN)
    return Undeliverable(f"the connection broke: {_said(unable)}", uncertain=True)


def look_up(message_id: str) -> bool | None:
    """Whether the provider has it; None when it does not say. Raises OSError."""
    key = answering.delivery_in(message_id)
    if settings.EMAIL_PROVIDER != "postmark" or key is None:
        return None
    address = settings.ANYMAIL.get("POSTMARK_API_URL", POSTMARK).rstrip("/") + "/messages/outbound"
    asked = {"count": "1", "offset": "0", f"metadata_{DELIVERY}": str(key)}
    heads = {"X-Postmark-Server-Token": settings.ANYMAIL.get("POSTMARK_SERVER_TOKEN", ""), "Accept": "application/json"}
    answer = requests.get(address, asked, headers=heads, timeout=settings.EMAIL_TIMEOUT)
    if answer.status_code != 200:
        return None
    try:
        return int(answer.json()["TotalCount"]) > 0
    except (ValueError, KeyError, TypeError):
        return None


def knows() -> bool:
    """Whether it can be asked afterwards."""
    return bool(settings.EMAIL_PROVIDER == "postmark")


def webhook(kind: str) -> Callable[[HttpRequest], HttpResponseBase] | None:
    """The provider's own view for what it tells us, `tracking` or `inbound`; None where nothing proves who tells it."""
    if not settings.EMAIL_PROVIDER or not any(name.endswith(PROOFS) for name, said in settings.ANYMAIL.items() if said):
        return None
    from anymail import urls

    named = {f"{settings.EMAIL_PROVIDER}_{kind}_webhook", f"{settings.EMAIL_PROVIDER}_webhook"}
    found = (one.callback for one in urls.urlpatterns if one.name in named)
    view: Callable[[HttpRequest], HttpResponseBase] | None = next(found, None)
    return view


def _connection() -> Any:
    return get_connection(f"anymail.backends.{settings.EMAIL_PROVIDER}.EmailBackend")


def _mail(parcel: Parcel) -> EmailMultiAlternatives:
    """The very mail that was packed, in the provider's terms; its Message-ID is kept by those who keep any."""
    read: Read = message_from_bytes(parcel.content, policy=policy.default)
    plain, page = read.get_body(("plain",)), read.get_body(("html",))
    heads = {name: str(read[name]) for name in CARRIED if read[name]}
    mail = EmailMultiAlternatives(
        subject=str(read["Subject"]),
        body=plain.get_content() if plain else "",
        from_email=str(read["From"]),
        to=[parcel.recipient],
        bcc=[parcel.copy_to] if parcel.copy_to else [],
        reply_to=[heads.pop("Reply-To")] if "Reply-To" in heads else None,
        headers=heads | ({"X-PM-KeepID": "true"} if settings.EMAIL_PROVIDER == "postmark" else {}),
    )
    if page:
        mail.attach_alternative(page.get_content(), "text/html")
    for part in read.iter_attachments():
        mail.attach(part.get_filename() or "", part.get_payload(decode=True), part.get_content_type())
    mail.metadata = {DELIVERY: str(answering.delivery_in(heads["Message-ID"]))}  # type: ignore[attr-defined]
    mail.track_opens = mail.track_clicks = False  # type: ignore[attr-defined]
    return mail


def _said(unable: Exception) -> str:
    return str(unable).strip().replace("\n", " ")[:240]
