"""What we asked somebody, his score, and that we spoke about it. What he wrote and what was said stand in the row.

They are the office's: one's own neighbours read in no history what one thinks of us.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from portal.access.audiences import Audience
from portal.ledger.kinds import Group, Kind, Shown
from portal.ledger.models import Stream


def _of(name: str, sentence: Any, **facts: Callable[[Any], Any]) -> Kind:
    return Kind(
        name=f"survey.{name}",
        version=1,
        audience=Audience.OFFICE,
        stream=Stream.Of.OWNER,
        sentence=sentence,
        stream_of=lambda survey: UUID(str(survey.owner_id)),
        facts={
            "question": lambda survey: survey.question,
            "breakdown": lambda survey: survey.breakdown_id,
            "year": lambda survey: survey.year,
        }
        | facts,
        group=Group.ENQUIRIES,
        shown=Shown.FILTER,
    )


ASKED = _of("asked", _("Preguntamos qué le pareció"), person=lambda survey: survey.person_id)
ANSWERED = _of(
    "answered",
    _("Dice qué le pareció"),
    score=lambda survey: survey.score,
    thanks=lambda survey: survey.thanks,
)
SPOKEN = _of("spoken", _("Hablamos con quien dio una nota baja"))
SURVEYS = (ASKED, ANSWERED, SPOKEN)
