"""Mails as people's programs and mail servers write them, answering ours."""

from email.message import EmailMessage
from typing import Any

from notifications.models import Delivery


def answer(text: str = "Sí, el martes.", *, files: Any = (), name: str = "<1@example.com>", **heads: str) -> bytes:
    """From Pilar, unless `From` says otherwise; other heads by their names, `_` for `-`."""
    mail = EmailMessage()
    said = {"From": "Pilar Ortega <Pilar@Example.com>", "Subject": "Re: Recibido", "Message_ID": name} | heads
    for head, value in said.items():
        mail[head.replace("_", "-")] = value
    mail.set_content(text)
    for called, content in files:
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=called)
    return mail.as_bytes()


REPORT = """From: MAILER-DAEMON@mx.example.com
To: respuestas@example.com
Message-ID: <back@mx.example.com>
Subject: Undelivered
Content-Type: multipart/report; report-type={kind}; boundary=edge

--edge
Content-Type: text/plain

No se pudo entregar.
--edge
Content-Type: message/{kind}

{told}
--edge
Content-Type: {returned}

Message-ID: <{name}@localhost>
Subject: Hola

--edge--
"""
STATUS = """Reporting-MTA: dns; mx.example.com

Final-Recipient: rfc822; pilar@example.com
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 nobody
"""


def report(
    delivery: Delivery | None,
    *,
    action: str = "failed",
    status: str = "5.1.1",
    kind: str = "delivery-status",
    returned: str = "text/rfc822-headers",
) -> bytes:
    """What a mail server says became of a mail of ours."""
    told = STATUS.format(action=action, status=status) if kind == "delivery-status" else "Feedback-Type: abuse\n"
    name = delivery.pk if delivery else "other"
    return REPORT.format(kind=kind, told=told, returned=returned, name=name).encode()
