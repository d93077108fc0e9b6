"""What the words of a PDF tell of it, fact by fact."""

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from re import Pattern

from owners.enums.reading import PaperKind
from owners.rules.recognition import days, kinds, labels, nifs, parties, totals
from owners.rules.recognition.shapes import Fact, Source, Telling, Told, Value
from owners.rules.recognition.sheet import Sheet

# Behind a label a number may follow another word for number; it holds a figure and is no day, no amount, no NIF.
NUMBER = re.compile(
    r"^[\s:#.º°()\t-]{0,8}(?:(?:n[ºo°]|n[uú]m(?:ero)?|nr|no)\b[\s.:º°]*)?(?P<value>[A-Za-z0-9][A-Za-z0-9./_-]{0,30}"
    r"(?:\s?/\s?[A-Za-z0-9-]{1,20})?)(?![A-Za-z0-9]|[.,]\d)",
    re.IGNORECASE,
)
YEAR = re.compile(r"(?:19|20)\d\d")
CODE = re.compile(r"\b([A-Z]{3})\b")
SIGNS = {"€": "EUR", "£": "GBP", "$": "USD"}
CURRENCIES = frozenset({"EUR", "USD", "GBP", "CHF", "DEM", "SEK", "DKK", "NOK"})
SURE, LIKELY, GUESSED = 3, 2, 1


def read(pages: Sequence[str], *, house_nif: str = "", known: Collection[str] = ()) -> Telling:
    """The facts; `known` are the NIFs of the owners, `house_nif` is the company's own."""
    sheet = Sheet.of(pages)
    return dict(_all(sheet, house_nif, known))


def nifs_on(pages: Sequence[str]) -> list[nifs.Spotted]:
    """Every tax number on the paper, for looking for owners by one that is a slip away."""
    return list(nifs.spotted(Sheet.of(pages).text))


def _all(sheet: Sheet, house_nif: str, known: Collection[str]) -> Iterator[tuple[Fact, Told]]:
    kind = kinds.of_sheet(sheet)
    found = parties.read(sheet, house_nif=house_nif, known=known)
    yield from _told(Fact.KIND, kind, SURE)
    yield from _told(Fact.ISSUER, found.issuer, SURE if found.issuer == house_nif else LIKELY)
    yield from _told(Fact.OWNER, found.owner, LIKELY if found.others else SURE)
    yield from _told(Fact.OWNER_NAME, parties.name(sheet), LIKELY)
    yield from _told(Fact.LIFT, _code(sheet, labels.RAE) or _code(sheet, labels.SERIAL), SURE)
    yield from _told(Fact.WORKS, _code(sheet, labels.WORKS), LIKELY)
    yield from _days(sheet)
    if kind is None or kind.is_invoice or kind is PaperKind.BULLETIN:
        yield from _numbers(sheet)
    if kind is None or kind.is_invoice:
        yield from _amounts(sheet)


def _told(fact: Fact, value: Value | None, confidence: int) -> Iterator[tuple[Fact, Told]]:
    if value is not None and value != "":
        yield fact, Told(value, confidence, Source.TEXT)


def _numbers(sheet: Sheet) -> Iterator[tuple[Fact, Told]]:
    series = _code(sheet, labels.SERIES, needs_figure=False)
    *sure, last = labels.NUMBER
    yield from _told(Fact.SERIES, series, LIKELY)
    if value := _code(sheet, sure, may_be_year=False):
        yield Fact.NUMBER, Told(value, SURE, Source.TEXT)
    elif value := _code(sheet, (last,), may_be_year=False):
        yield Fact.NUMBER, Told(value, SURE if series else LIKELY, Source.TEXT)
    yield from _told(Fact.CORRECTED, _code(sheet, labels.CORRECTED), SURE)


def _days(sheet: Sheet) -> Iterator[tuple[Fact, Told]]:
    month_first = days.is_month_first(sheet.text)
    due_on = _day(sheet, labels.DUE_ON, month_first)
    yield from _told(Fact.DUE_ON, due_on, SURE)
    yield from _told(Fact.CHARGED_ON, _day(sheet, labels.CHARGED_ON, month_first), SURE)
    if issued_on := _day(sheet, labels.ISSUED_ON, month_first):
        yield Fact.ISSUED_ON, Told(issued_on, SURE, Source.TEXT)
    elif first := next((one.value for one in days.spotted(sheet.text, month_first=month_first)), None):
        yield Fact.ISSUED_ON, Told(first, GUESSED, Source.TEXT)


def _day(sheet: Sheet, named: Sequence[Pattern[str]], month_first: bool) -> date | None:
    """The first day behind the surest label, else the one below it."""
    for label in named:
        for beside in sheet.labelled(label):
            for place in beside.places:
                if found := next(days.spotted(place, month_first=month_first), None):
                    return found.value
    return None


def _amounts(sheet: Sheet) -> Iterator[tuple[Fact, Told]]:
    found = totals.read(sheet)
    confidence = {True: SURE, None: LIKELY, False: GUESSED}[found.holds]
    yield from _told(Fact.BASE, found.base, confidence)
    yield from _told(Fact.TAX, found.tax, confidence)
    yield from _told(Fact.TOTAL, found.total, GUESSED if found.is_guess else confidence)
    yield from _currency(sheet)


def _currency(sheet: Sheet) -> Iterator[tuple[Fact, Told]]:
    for label in labels.CURRENCY:
        for beside in sheet.labelled(label):
            if found := CODE.search(beside.behind):
                yield Fact.CURRENCY, Told(found[1], SURE, Source.TEXT)
                return
    signs = [SIGNS[char] for char in sheet.text if char in SIGNS]
    codes = signs or [code for code in CODE.findall(sheet.text) if code in CURRENCIES]
    if codes:
        yield Fact.CURRENCY, Told(max(codes, key=codes.count), SURE, Source.TEXT)


def _code(
    sheet: Sheet, named: Sequence[Pattern[str]], *, needs_figure: bool = True, may_be_year: bool = True
) -> str | None:
    """The number behind the surest label, else the one below it."""
    for label in named:
        for beside in sheet.labelled(label):
            for place in beside.places:
                if value := _number(place, needs_figure, may_be_year):
                    return value
    return None


def _number(text: str, needs_figure: bool, may_be_year: bool) -> str | None:
    found = NUMBER.match(text)
    if not found:
        return None
    value = found["value"].rstrip("./-_")
    is_number = any(char.isdigit() for char in value) or not needs_figure
    is_year = bool(YEAR.fullmatch(value)) and not may_be_year
    is_other = days.day(value) or nifs.is_valid(nifs.plain(value)) or re.fullmatch(r"[\d.]*,?\d+,\d+|\d+[.]\d\d", value)
    return value if is_number and not is_year and not is_other else None
