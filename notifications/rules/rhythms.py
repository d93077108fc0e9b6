"""How often a person hears of something: what he chose, or what people of his role usually want."""

from collections.abc import Iterable, Mapping
from typing import Any

from notifications.enums import Class, Rhythm, Style, Topic

LOUDEST = (Rhythm.EACH, Rhythm.DIGEST, Rhythm.OFF)
WHOLE: dict[str, str] = {Style.EVERYTHING: Rhythm.EACH, Style.LAW: Rhythm.OFF}  # styles that say it of every topic


def of(
    *,
    kind: str,
    topic: str,
    style: str,
    choices: Mapping[str, str],
    usual: Mapping[Any, str],
    roles: Iterable[Any],
) -> str:
    """The rhythm of one touchpoint for a person; who wants no summaries is not told what would go into one.

    `style` is one of the three choices or the person's own, whose `choices` are a rhythm by topic; `usual` is the
    touchpoint's own rhythm by role. Legal things are never off, and safety is off only for whoever chose so himself.
    """
    by_role = min((usual.get(role, Rhythm.EACH) for role in roles), key=LOUDEST.index, default=Rhythm.EACH)
    chosen = choices.get(topic) if style == Style.OWN else None
    if kind == Class.SAFETY:
        return Rhythm.OFF if chosen == Rhythm.OFF else Rhythm.EACH
    if kind == Class.LEGAL:
        gathered = by_role if chosen is None and style != Style.EVERYTHING else chosen
        return Rhythm.DIGEST if gathered in {Rhythm.DIGEST, Rhythm.OFF} else Rhythm.EACH
    wanted = chosen or WHOLE.get(style, by_role)
    return Rhythm.OFF if wanted == Rhythm.DIGEST and is_off(Topic.LETTERS, style, choices) else wanted


def is_off(topic: str, style: str, choices: Mapping[str, str]) -> bool:
    """Whether he wants to hear of that topic no more than the law asks."""
    return style == Style.LAW or (style == Style.OWN and choices.get(topic) == Rhythm.OFF)
