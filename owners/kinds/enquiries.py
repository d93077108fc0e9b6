"""What becomes of an enquiry, in its owner's stream. What was said stands in its row; here only the digest of it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from portal.access.audiences import Audience
from portal.ledger.kinds import Group, Kind, Shown
from portal.ledger.models import Stream


def _of(name: str, sentence: Any, audience: Audience = Audience.OWNER, **facts: Callable[[Any], Any]) -> Kind:
    return Kind(
        name=f"enquiry.{name}",
        version=1,
        audience=audience,
        stream=Stream.Of.OWNER,
        sentence=sentence,
        stream_of=lambda enquiry: UUID(str(enquiry.owner_id)),
        facts={"due_on": lambda enquiry: enquiry.due_on, "state": lambda enquiry: enquiry.state} | facts,
        group=Group.ENQUIRIES,
        shown=Shown.FILTER if audience == Audience.OFFICE else Shown.TIMELINE,
    )


# Asked, answered and added each carry `words`, the key of what was said, its `sha256`, and that of the `file` or null.
ASKED = _of(
    "asked",
    _("Consulta recibida"),
    number=lambda enquiry: enquiry.number,
    kind=lambda enquiry: enquiry.kind,
    term=lambda enquiry: enquiry.term,
    about=lambda enquiry: enquiry.about,
    about_id=lambda enquiry: enquiry.about_id,
    line=lambda enquiry: enquiry.line,
    taken_by=lambda enquiry: enquiry.taken_by_id,
)
ANSWERED = _of("answered", _("Consulta contestada"))
ADDED = _of("added", _("El titular añade algo a su consulta"))
CLOSED = _of("closed", _("Consulta cerrada por quien preguntó"))
LATE = _of("late", _("Una consulta sigue sin contestar fuera de plazo"))
ASSIGNED = _of(
    "assigned",
    _("Alguien de la oficina se encarga de una consulta"),
    Audience.OFFICE,
    to=lambda enquiry: enquiry.assigned_to_id,
)
ENQUIRIES = (ASKED, ANSWERED, ADDED, CLOSED, LATE, ASSIGNED)
