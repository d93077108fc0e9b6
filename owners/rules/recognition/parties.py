"""Who issues a paper and whose it is, by the tax numbers on it and where they stand."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from owners.rules.recognition import labels, nifs
from owners.rules.recognition.sheet import Line, Sheet

COMMUNITY = re.compile(
    r"(?:^|\t|:\s*)(?P<name>(?:c\.? ?p\.?|c\.? ?d\.? ?p\.?|cdad\.?|com(?:\.|unidad\b))\s*(?:de\s+)?"
    r"(?:prop(?:\.|ietarios)?\s*)?[^\t:]{4,80})"
)
# What stands behind a name on its line.
BEHIND = re.compile(r"[\s,;(·-]*(?:\b(?:[cn]\.? ?i\.? ?f\b|r\.? ?a\.? ?e\b|con (?:nif|cif))|\().*$", re.IGNORECASE)
NAMED = re.compile(
    r"(?:^|\t)\s*(?:cliente|nombre|razon social|destinatario|name|titular)\s*[:.]?\s*\t?\s*(?P<name>[^\t:]{4,80})"
)


@dataclass(frozen=True)
class Parties:
    """Tax numbers as they are kept; `others` are those that could be the owner's as well."""

    issuer: str | None = None
    owner: str | None = None
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Standing:
    """A number and the side it stands on: `owner`, `issuer` or nothing."""

    value: str
    side: str


def read(sheet: Sheet, *, house_nif: str, known: Collection[str] = ()) -> Parties:
    """The house's own number is the issuer's, a known owner's is the owner's; else by block, label and order."""
    standing = _standing(sheet)
    issuer = _issuer(standing, house_nif, known)
    rest = [one for one in standing if one.value != issuer]
    ours = [one.value for one in rest if one.value in known]
    sided = [one.value for one in rest if one.side == "owner"]
    unsided = [one.value for one in rest if not one.side]
    if ours and sided and sided[0] not in ours:
        ours = []  # the owner's block names somebody else: a known number elsewhere is no owner's
    candidates = ours or sided or (unsided if house_nif and issuer == house_nif else [])
    owner = candidates[0] if candidates else None
    return Parties(issuer, owner, tuple(one.value for one in rest if one.value != owner and one.side != "issuer"))


def name(sheet: Sheet) -> str | None:
    """What the paper calls its owner: a community's name, else the name in the owner's block."""
    fallback = None
    for line, side in _sided(sheet):
        if found := COMMUNITY.search(line.plain):
            return BEHIND.sub("", line.text[found.start("name") : found.end("name")]).strip()
        named = NAMED.search(line.plain)
        if named and side == "owner" and not fallback:
            fallback = line.text[named.start("name") : named.end("name")].strip()
    return fallback


def _issuer(standing: list[_Standing], house_nif: str, known: Collection[str]) -> str | None:
    values = [one.value for one in standing]
    if house_nif and house_nif in values:
        return house_nif
    sided = [one.value for one in standing if one.side == "issuer"]
    # A community of owners (H) issues no invoices of lifts, and whom we know as an owner is one.
    unsided = [one.value for one in standing if not one.side and one.value[:1] != "H" and one.value not in known]
    return next(iter(sided or unsided), None)


def _standing(sheet: Sheet) -> list[_Standing]:
    found, seen = [], set[str]()
    for line, side in _sided(sheet):
        for one in nifs.spotted(line.text):
            if one.value not in seen:
                seen.add(one.value)
                is_owners = labels.OWNERS_NIF.search(line.plain[: one.start])
                found.append(_Standing(one.value, "owner" if is_owners else side))
    return found


def _sided(sheet: Sheet) -> Iterator[tuple[Line, str]]:
    """Each line with the block it stands in."""
    side, since = "", 0
    for number, line in enumerate(sheet.lines):
        if labels.OWNER_BLOCK.search(line.plain):
            side, since = "owner", number
        elif labels.ISSUER_BLOCK.search(line.plain):
            side, since = "issuer", number
        elif labels.BLOCKS_END.search(line.plain) or number - since >= labels.BLOCK:
            side = ""
        yield line, side
