"""Whether two names mean one maker: «OTIS», «Otis GmbH» and «Otis S.A.» are one company written three ways."""

import re
from collections import defaultdict
from collections.abc import Mapping

from portal.lib.text import fold

NO_NAME = frozenset({
    "sa", "sl", "sau", "slu", "slp", "sas", "srl", "scoop", "gmbh", "ag", "kg", "ohg", "co", "inc", "ltd",
    "plc", "bv", "nv", "ab", "oy", "spa", "fa", "cia", "hnos", "y", "e", "ascensor", "ascensores", "elevador",
    "elevadores", "elevacion", "aparatos", "elevator", "elevators", "lift", "lifts", "aufzug", "aufzuge",
    "aufzugsbau",
})  # fmt: skip


def key(name: str) -> str:
    """What is left of a name without its legal form and its trade; the name itself when nothing is left."""
    words = re.findall(r"[^\W_]+", re.sub(r"\b(\w)\.\s*(?=\w\b)", r"\1", fold(name)))
    kept = [word for word in words if word not in NO_NAME]
    return "".join(kept or words)


def spellings(counts: Mapping[str, int]) -> list[list[tuple[str, int]]]:
    """Makers written in more than one way, each with its spellings and their counts, most used first."""
    groups: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for name, many in counts.items():
        groups[key(name)].append((name, many))
    several = [sorted(group, key=lambda pair: (-pair[1], pair[0])) for group in groups.values() if len(group) > 1]
    return sorted(several, key=lambda group: (-sum(many for _, many in group), group[0][0]))
