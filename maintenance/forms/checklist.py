"""The checklist of a visit: everything correct unless said otherwise, item by item."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maintenance.actions.visits import Reply
from maintenance.enums import Result
from maintenance.queries.plans import said

Line = dict[str, Any]
WANTED = {
    Result.PENDING: gettext_lazy("Diga qué queda pendiente."),
    Result.OBSERVED: gettext_lazy("Diga qué se observa."),
    Result.NOT_DONE: gettext_lazy("Diga por qué no se hizo."),
}


@dataclass(frozen=True)
class Item:
    """One item as the page prints it."""

    number: int
    text: str
    plain: str
    result: forms.BoundField
    words: forms.BoundField


@dataclass(frozen=True)
class Group:
    """Items of one part of the lift; `is_open` when one of them is not simply correct."""

    name: str
    items: list[Item]
    is_open: bool


class ChecklistForm(forms.Form):
    """A result and perhaps words for each line of the plan that is due."""

    def __init__(self, *args: Any, lines: Sequence[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            text = said(line, "text")
            self.fields[f"result-{line['number']}"] = forms.ChoiceField(
                label=text, choices=Result, initial=Result.OK, error_messages={"required": _("Elija un resultado.")}
            )
            self.fields[f"words-{line['number']}"] = forms.CharField(
                label=_("%(item)s, en palabras") % {"item": text}, max_length=400, required=False
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for line in self.lines:
            result, words = cleaned.get(f"result-{line['number']}"), cleaned.get(f"words-{line['number']}")
            if result in WANTED and not words:
                self.add_error(f"words-{line['number']}", WANTED[Result(result)])
        return cleaned

    def replies(self) -> list[Reply]:
        """What each item came to."""
        return [
            Reply(
                number=line["number"],
                result=Result(self.cleaned_data[f"result-{line['number']}"]),
                words=self.cleaned_data[f"words-{line['number']}"],
            )
            for line in self.lines
        ]

    def groups(self) -> list[Group]:
        """Items by the part of the lift they are about, in the plan's order."""
        parts = groupby(self.lines, key=lambda line: said(line, "group"))
        return [self._group(name, [self._item(line) for line in lines]) for name, lines in parts]

    def _group(self, name: str, items: list[Item]) -> Group:
        return Group(name, items, any(item.result.value() != Result.OK or item.words.errors for item in items))

    def _item(self, line: Line) -> Item:
        number = line["number"]
        return Item(
            number=number,
            text=said(line, "text"),
            plain=said(line, "plain"),
            result=self[f"result-{number}"],
            words=self[f"words-{number}"],
        )
