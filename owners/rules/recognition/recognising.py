"""A file recognised: what it is, whose it is, how sure that is and why. The way in is `recognise`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import PurePath
from uuid import UUID

from owners.enums.reading import PaperKind, RecognitionReason
from owners.rules.einvoices.shapes import EInvoice
from owners.rules.recognition import filenames, nifs, pages, structured, totals, weighing
from owners.rules.recognition.houses import Clues, House, KnownOwner, code, number_key
from owners.rules.recognition.shapes import Fact, Found, Guess, Reason, Recognised, Source, Telling
from owners.rules.remittances import Row

LONG_AGO = timedelta(days=5 * 365)
DECISIVE = (
    Fact.OWNER, Fact.NUMBER, Fact.TOTAL, Fact.BASE, Fact.TAX, Fact.ISSUED_ON, Fact.KIND, Fact.ISSUER, Fact.CORRECTED,
    Fact.DUE_ON, Fact.CHARGED_ON,
)  # fmt: skip
SUREST = 4
EURO = "EUR"
UNCHECKED = Reason(RecognitionReason.UNCHECKED)


@dataclass(frozen=True)
class Evidence:
    """All there is of a file: its name, the lines of its pages, its e-invoice, and its row in the ERP's list.

    `has_pages`: it is a PDF, so that empty pages mean a scan. `has_list`: a list was given, so that no row is odd.
    """

    name: str
    pages: Sequence[str] = ()
    einvoice: EInvoice | None = None
    row: Row | None = None
    has_pages: bool = True
    has_list: bool = False

    @property
    def is_scanned(self) -> bool:
        return self.has_pages and not any(page.strip() for page in self.pages)


def recognise(evidence: Evidence, *, house: House, today: date) -> Recognised:
    """What the file is, from all its sources at once."""
    tellings = _tellings(evidence, house)
    facts = weighing.weigh(list(tellings.values()))
    numbers = _numbers(evidence, facts)
    clues = _clues(evidence, facts, numbers)
    guesses = house.rank(clues)
    owner, by_lift = _owner(facts, guesses, clues, house)
    if by_lift and Fact.LIFT not in facts:
        facts[Fact.LIFT] = Found(by_lift, 3, Source.TEXT)
    case = _Case(evidence, facts, tellings, guesses, house.owners[owner] if owner else None, by_lift, house, today)
    reasons = sorted(case.reasons(numbers), key=lambda reason: reason.most)
    confidence = min((reason.most for reason in reasons), default=SUREST)
    if confidence < SUREST:
        reasons = [reason for reason in reasons if reason.most < SUREST]
    if confidence < UNCHECKED.most:
        reasons = [reason for reason in reasons if reason != UNCHECKED]  # goes without saying then
    return Recognised(confidence, tuple(reasons), facts, owner, guesses)


def numbers_of(evidence: Evidence, *, house: House) -> list[str]:
    """The numbers the file may have in a list, surest first: to find its row before it is recognised."""
    told = _tellings(replace(evidence, row=None), house)
    found = [one[Fact.NUMBER] for one in told.values() if Fact.NUMBER in one]
    series = [str(one[Fact.SERIES].value) for one in told.values() if Fact.SERIES in one]
    numbers = [str(one.value) for one in sorted(found, key=lambda one: (-one.source, -one.confidence))]
    return [f"{before}{number}" for before in series for number in numbers] + numbers


def _tellings(evidence: Evidence, house: House) -> dict[Source, Telling]:
    told: dict[Source, Telling] = {Source.NAME: filenames.read(evidence.name)}
    if evidence.einvoice:
        told[Source.EINVOICE] = structured.of_einvoice(evidence.einvoice)
    if evidence.row:
        told[Source.LIST] = structured.of_row(evidence.row)
    if evidence.pages:
        told[Source.TEXT] = pages.read(evidence.pages, house_nif=house.nif, known=house.by_nif.keys())
    return told


def _numbers(evidence: Evidence, facts: Mapping[Fact, Found]) -> list[str]:
    """Every tax number read, the owner's first."""
    owner = [str(facts[Fact.OWNER].value)] if Fact.OWNER in facts else []
    return list(dict.fromkeys([*owner, *(one.value for one in pages.nifs_on(evidence.pages))]))


def _clues(evidence: Evidence, facts: Mapping[Fact, Found], numbers: Sequence[str]) -> Clues:
    base, day = (facts[fact].value if fact in facts else None for fact in (Fact.BASE, Fact.ISSUED_ON))
    words = [*evidence.pages, PurePath(evidence.name).stem]
    if evidence.einvoice:
        words.append(evidence.einvoice.recipient.name or "")
    if evidence.row:
        words.append(evidence.row.owner_name)
    issuer = facts[Fact.ISSUER].value if Fact.ISSUER in facts else ""
    return Clues(
        words="\n".join(words),
        numbers=[one for one in numbers if one != issuer],
        lift=str(facts[Fact.LIFT].value) if Fact.LIFT in facts else "",
        base=base if isinstance(base, Decimal) else None,
        issued_on=day if isinstance(day, date) else None,
    )


def _owner(
    facts: Mapping[Fact, Found], guesses: Sequence[Guess], clues: Clues, house: House
) -> tuple[UUID | None, str]:
    """Whose it is without a doubt: by its NIF; without any NIF by a lift that is one owner's. And that lift."""
    lift = house.lift_of(clues)
    if Fact.OWNER in facts:
        told = facts[Fact.OWNER]
        return (None if told.otherwise else house.by_nif.get(str(told.value))), lift
    holders = house.by_lift.get(code(lift), frozenset()) if lift else frozenset()
    likeliest = guesses[0].owner if guesses else None
    return (likeliest if len(holders) == 1 and likeliest in holders else None), lift


@dataclass(frozen=True)
class _Case:
    """Everything that is known of a file, and what there is to say against it."""

    evidence: Evidence
    facts: Mapping[Fact, Found]
    tellings: Mapping[Source, Telling]
    guesses: Sequence[Guess]
    owner: KnownOwner | None
    lift: str
    house: House
    today: date

    @property
    def kind(self) -> PaperKind:
        return PaperKind(str(self.facts[Fact.KIND].value)) if Fact.KIND in self.facts else PaperKind.OTHER

    def reasons(self, numbers: Sequence[str]) -> Iterator[Reason]:
        """Everything; what agrees comes last and counts only when nothing else is said."""
        yield from self._of_owner(numbers)
        yield from self._of_kind()
        for fact in DECISIVE:
            if fact in self.facts and self.facts[fact].otherwise:
                found = self.facts[fact]
                yield Reason(RecognitionReason.DIFFERS, found.value, found.source, found.otherwise[0])
        if self.evidence.is_scanned and not self.evidence.einvoice:
            yield Reason(RecognitionReason.SCANNED)
        if self.kind.is_invoice:
            yield from self._of_invoice()
            yield self._of_agreement()

    def _of_owner(self, numbers: Sequence[str]) -> Iterator[Reason]:
        issuer = self.facts[Fact.ISSUER].value if Fact.ISSUER in self.facts else ""
        owners = [one for one in numbers if one in self.house.by_nif and one != issuer]
        if len(owners) > 1:
            yield Reason(RecognitionReason.SEVERAL_OWNERS, len(owners))
        if self.owner:
            if Fact.OWNER not in self.facts:
                yield Reason(RecognitionReason.BY_LIFT, self.lift)
            if not self.owner.is_reachable:
                yield Reason(RecognitionReason.UNREACHABLE)
        elif Fact.OWNER in self.facts and not self.facts[Fact.OWNER].otherwise:
            yield self._of_nif(str(self.facts[Fact.OWNER].value))
        elif self.guesses and Fact.OWNER not in self.facts:
            yield Reason(RecognitionReason.ONLY_ADDRESS)
        if not self.owner and not self.guesses:
            yield Reason(RecognitionReason.NOBODY)

    def _of_nif(self, read: str) -> Reason:
        """Why a NIF is nobody's: by how it differs from the nearest known one."""
        if not self.house.near.near(read):
            return Reason(RecognitionReason.NIF_UNKNOWN, read)
        length = len(read.replace("?", ""))
        if length == nifs.LENGTH:
            return Reason(RecognitionReason.NIF_OFF)
        return Reason(RecognitionReason.NIF_SHORT if length < nifs.LENGTH else RecognitionReason.NIF_LONG)

    def _of_kind(self) -> Iterator[Reason]:
        if self.kind is PaperKind.OTHER:
            yield Reason(RecognitionReason.NO_KIND)
        elif not self.kind.is_invoice:
            yield Reason(RecognitionReason.GOES_TO_PAPERS, self.kind)

    def _of_invoice(self) -> Iterator[Reason]:
        number, day = self.facts.get(Fact.NUMBER), self.facts.get(Fact.ISSUED_ON)
        issued_on = day.value if day and isinstance(day.value, date) else None
        lacking = ((Fact.NUMBER, RecognitionReason.NO_NUMBER), (Fact.TOTAL, RecognitionReason.NO_TOTAL))
        yield from (Reason(lacks) for fact, lacks in lacking if fact not in self.facts)
        yield from self._of_guesses()
        if number and self._is_published(str(number.value), issued_on):
            yield Reason(RecognitionReason.ALREADY, number.value)
        if issued_on is None:
            yield Reason(RecognitionReason.NO_DAY)
        elif issued_on > self.today:
            yield Reason(RecognitionReason.TO_COME, issued_on)
        elif issued_on < self.today - LONG_AGO:
            yield Reason(RecognitionReason.LONG_AGO, issued_on)
        issuer = self.facts.get(Fact.ISSUER)
        if issuer and self.house.nif and issuer.value != self.house.nif:
            yield Reason(RecognitionReason.OTHER_ISSUER, issuer.value)
        currency = self.facts.get(Fact.CURRENCY)
        if currency and currency.value != EURO:
            yield Reason(RecognitionReason.OTHER_CURRENCY, currency.value)
        if self._sums() is False:
            yield Reason(RecognitionReason.SUMS)
        if self.evidence.has_list and not self.evidence.row:
            yield Reason(RecognitionReason.NOT_LISTED)

    def _of_guesses(self) -> Iterator[Reason]:
        """A total or a day that stands behind no label of its own, and that nobody else says."""
        unclear = ((Fact.TOTAL, RecognitionReason.TOTAL_UNCLEAR), (Fact.ISSUED_ON, RecognitionReason.DAY_UNCLEAR))
        for fact, reason in unclear:
            found = self.facts.get(fact)
            if found and found.confidence == 1 and not found.otherwise and self._sums() is not False:
                yield Reason(reason, found.value)

    def _is_published(self, number: str, day: date | None) -> bool:
        series = str(self.facts[Fact.SERIES].value) if Fact.SERIES in self.facts else ""
        is_whole = number_key(number).startswith(number_key(series))
        return self.house.has_published(number if is_whole else f"{series}{number}", day)

    def _sums(self) -> bool | None:
        """Whether what was read holds with itself; None when a part is missing."""
        parts = [self.facts[fact].value for fact in (Fact.BASE, Fact.TAX, Fact.TOTAL) if fact in self.facts]
        amounts = [part for part in parts if isinstance(part, Decimal)]
        return totals.holds(*amounts) if len(amounts) == 3 else None

    def _of_agreement(self) -> Reason:
        """What makes it sure: two sources that say number and total alike, or a paper that holds in all its parts."""
        both = (Fact.NUMBER, Fact.TOTAL)
        for source, agrees in (
            (Source.LIST, RecognitionReason.AGREES_LIST),
            (Source.EINVOICE, RecognitionReason.AGREES_XML),
        ):
            if source in self.tellings and weighing.agreeing(both, self.tellings, source):
                return Reason(agrees)
        if Source.EINVOICE in self.tellings and not self.evidence.has_pages:
            return Reason(RecognitionReason.AGREES_XML)
        told = [self.facts.get(fact) for fact in (Fact.OWNER, Fact.NUMBER, Fact.ISSUED_ON, Fact.TOTAL, Fact.ISSUER)]
        is_whole = all(one and one.confidence >= 3 for one in told) and self._sums() is True
        return Reason(RecognitionReason.AGREES_ITSELF) if is_whole else UNCHECKED
