"""What is told of a meeting that comes, and of a year that is over."""

from datetime import timedelta
from functools import partial

from django.utils.translation import gettext_lazy as _

from notifications.enums import Topic
from notifications.touchpoint import IN_MANAGERS_BRIEF, IN_SUMMARIES, mailed
from notifications.touchpoints import year_told
from owners.kinds import meetings

_line = partial(mailed, topic=Topic.LETTERS, stale_after=timedelta(days=5))

LINES = (
    _line(
        "junta_sheet",
        _("La hoja para la junta"),
        meetings.AHEAD,
        letter=year_told.sheet,
        holds=year_told.is_still_held,
        rhythm=IN_MANAGERS_BRIEF,
    ),
    _line(
        "annual_report",
        _("El resumen del año"),
        meetings.YEAR_ENDED,
        letter=year_told.report,
        rhythm=IN_SUMMARIES,
    ),
)
