"""How often a person hears of something: what he chose, or what people of his role usually want."""

from collections.abc import Iterable, Mapping
from typing import Any

EACH, DIGEST, OFF = "each", "digest", "off"
MATTERS, EVERYTHING, LAW, OWN = "matters", "everything", "law", "own"
LETTERS = "letters"  # the topic of the summaries themselves
LOUDEST = (EACH, DIGEST, OFF)


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
    by_role = min((usual.get(role, EACH) for role in roles), key=LOUDEST.index, default=EACH)
    chosen = choices.get(topic) if style == OWN else None
    if kind == "safety":
        return OFF if chosen == OFF else EACH
    if kind == "legal":
        gathered = by_role if chosen is None and style != EVERYTHING else chosen
        return DIGEST if gathered in {DIGEST, OFF} else EACH
    wanted = chosen or {EVERYTHING: EACH, LAW: OFF}.get(style, by_role)
    return OFF if wanted == DIGEST and is_off(LETTERS, style, choices) else wanted


def is_off(topic: str, style: str, choices: Mapping[str, str]) -> bool:
    """Whether he wants to hear of that topic no more than the law asks."""
    return style == LAW or (style == OWN and choices.get(topic) == OFF)
