"""What we ask of people, and what follows on their answers."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from notifications.enums import Channel, Class, Topic
from notifications.touchpoint import Touchpoint
from notifications.touchpoints import survey_told
from owners.kinds import enquiries as asking
from owners.kinds import surveys
from portal.access.roles import OWNERS, Role


def _line(key: str, label: Any, *facts: str, **more: Any) -> Touchpoint:
    common: dict[str, Any] = {"kind": Class.SERVICE, "topic": Topic.SURVEYS, "channels": (Channel.EMAIL,)}
    common |= {"stale_after": timedelta(days=3), "roles": frozenset(OWNERS)}
    return Touchpoint(key=key, label=label, triggers=frozenset(facts), **(common | more))


LINES = (
    _line(
        "survey_breakdown",
        _("Una pregunta sobre una avería"),
        surveys.ASKED.name,
        applies=survey_told.of_breakdown,
        finds=survey_told.asked,
        holds=survey_told.still_asks,
        letter=survey_told.breakdown,
    ),
    _line(
        "yearly_question",
        _("La pregunta del año: si nos recomendaría"),
        surveys.ASKED.name,
        roles=frozenset({Role.CHAIR, Role.MANAGER}),
        applies=survey_told.of_year,
        finds=survey_told.asked,
        holds=survey_told.still_asks,
        letter=survey_told.yearly,
    ),
    _line(
        "follow_up",
        _("Una nota baja, o una reclamación: alguien llama"),
        surveys.ANSWERED.name,
        asking.ASKED.name,
        topic=Topic.OWN,
        roles=frozenset({Role.OFFICE}),
        applies=survey_told.needs_a_call,
        concerns=survey_told.who_calls,
        holds=survey_told.still_needs_a_call,
        letter=survey_told.follow_up,
    ),
    _line(
        "thanks_given",
        _("Las gracias de quien avisó, a quien fue"),
        surveys.ANSWERED.name,
        topic=Topic.OWN,
        roles=frozenset({Role.TECHNICIAN}),
        channels=(Channel.PUSH,),
        applies=survey_told.gives_thanks,
        concerns=survey_told.thanked,
        notice=survey_told.thanks,
    ),
)
