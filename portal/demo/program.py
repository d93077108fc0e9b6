"""The manager's firm of the demo has its invoices sent to the address its program reads."""

from datetime import datetime

from owners.actions import mailboxes
from owners.enums import MailFileName, MailSubject
from owners.models import Agency
from portal.accounts.models import User
from portal.demo.cast import CAST

ADDRESS = "facturas.pisuerga@example.com"


def connect(*, at: datetime) -> None:
    """Asked for and confirmed by the manager."""
    manager = User.objects.get(email=next(person.email for person in CAST if person.key == "manager"))
    firm = Agency.objects.filter(memberships__person=manager).first()
    if firm is None:
        return
    names = {"file_name": MailFileName.NIF_DAY_NUMBER, "subject": MailSubject.NIF_NUMBER}
    made = mailboxes.ask(agency=firm, address=ADDRESS, by=manager, at=at, **names)
    mailboxes.confirm(mailbox=made, by=manager, at=at)
