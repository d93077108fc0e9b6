"""Words a company puts in place of ours: with the names of what is filled in, and nothing of a fact left out.

`{hecho}` is our own sentence of what happened and stands once in every opening, so that the fact is always told.
"""

import re
from collections.abc import Mapping

FACT = "hecho"
NAMES = ("nombre", "asunto", FACT, "lugar", "empresa", "telefono", "contacto")
IN_TITLE = frozenset(NAMES) - {FACT}
IN_OPENING = frozenset(NAMES)
NAMED = re.compile(r"\{([^{}]*)\}")
HOLES = re.compile(r"\s+([.,;:!?])|\s{2,}")


def unknown(words: str, allowed: frozenset[str]) -> list[str]:
    """What stands in braces and is no name of ours there, as it was written; a brace alone is one too."""
    strange = [f"{{{name}}}" for name in NAMED.findall(words) if name not in allowed]
    return strange + [brace for brace in "{}" if brace in NAMED.sub("", words)]


def tells_the_fact(opening: str) -> bool:
    """Whether our own sentence stands in it, once."""
    return NAMED.findall(opening).count(FACT) == 1


def fill(words: str, values: Mapping[str, str]) -> str:
    """The words with what is named filled in; an empty one leaves no hole."""
    filled = NAMED.sub(lambda found: values.get(found.group(1), found.group(0)), words)
    return HOLES.sub(lambda hole: hole.group(1) or " ", filled).strip()
