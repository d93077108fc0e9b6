"""What an import found, in words for the person who brought the file."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maintenance.models import Lift, StagedRow

SPELLINGS = 8


def header() -> list[str]:
    """The columns of the report."""
    return [_("Línea"), _("Identificador"), _("Estado"), _("Qué se dice de ella")]


def lifts_called(names: Collection[str], source: str) -> dict[str, UUID]:
    """Lifts by what a sheet calls them: their identifier in the same source, else their RAE or their landing's code."""
    told = set(names) - {""}
    found = Lift.objects.filter(Q(source=source, external_id__in=told) | Q(rae__in=told) | Q(code__in=told))
    known: dict[str, UUID] = {}
    for pk, code, rae, own_source, external_id in found.values_list("pk", "code", "rae", "source", "external_id"):
        known.setdefault(code, pk)
        if rae:
            known.setdefault(rae, pk)
        if external_id and own_source == source:
            known[external_id] = pk
    return known


def said_rows(check_id: UUID) -> Iterator[tuple[int, str, str, str]]:
    """Every staged row, by line, as the report prints it."""
    labels = dict(StagedRow.State.choices)
    rows = StagedRow.objects.filter(job=check_id).order_by("line")
    for line, key, state, words in rows.values_list("line", "external_id", "state", "words").iterator(chunk_size=2000):
        yield line, key, str(labels[state]), words


def summary(found: Mapping[str, Any]) -> Iterator[str]:
    """The report in a few lines: how the file was read, what becomes of its rows, and why."""
    yield _how_it_was_read(found)
    yield _(
        "Filas: %(rows)s. Listas: %(ready)s. Ya estaban: %(here)s. Rechazadas: %(refused)s. "
        "Que no se piden: %(left_out)s."
    ) % {name: found[name] for name in ("rows", "ready", "here", "refused", "left_out")}
    for kind, title in (("refusal", _("Rechazadas:")), ("doubt", _("Para mirar:"))):
        remarks = [remark for remark in found["remarks"] if remark["kind"] == kind]
        if remarks:
            yield title
        yield from (f"  {_remark(remark)}" for remark in remarks)
    if found["makers"]:
        yield _("Fabricantes que parecen el mismo, escritos de varias maneras:")
    for group in found["makers"]:
        more = [_("y %(many)s más") % {"many": len(group) - SPELLINGS}] if len(group) > SPELLINGS else []
        yield "  " + ", ".join([f"«{name}» ({many})" for name, many in group[:SPELLINGS]] + more)


def _how_it_was_read(found: Mapping[str, Any]) -> str:
    if not found["encoding"]:
        return _("Leído un libro de Excel en %(seconds)s s.") % {"seconds": localize(found["seconds"])}
    sign = {"\t": _("tabulador")}.get(found["delimiter"], found["delimiter"])
    words = _("Leído en %(encoding)s, separado por «%(sign)s», en %(seconds)s s.") % {
        "encoding": found["encoding"].upper(),
        "sign": sign,
        "seconds": localize(found["seconds"]),
    }
    if found["encoding"] == "utf-8" or not found["example"]:
        return words
    return words + " " + _("Compruebe que se lee bien: «%(example)s».") % {"example": found["example"]}


def _remark(remark: Mapping[str, Any]) -> str:
    """How many rows, and the first of them in its own words."""
    first, *others = remark["lines"]
    counted = ngettext("%(rows)s fila", "%(rows)s filas", remark["rows"]) % {"rows": remark["rows"]}
    told = _("%(counted)s, línea %(line)s: %(words)s") % {"counted": counted, "line": first, "words": remark["words"]}
    if not others:
        return told
    more = _("También %(lines)s y otras.") if remark["rows"] > len(remark["lines"]) else _("También %(lines)s.")
    return told + " " + more % {"lines": ", ".join(str(line) for line in others)}
