"""What was recognised is the same after it was kept."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from owners.enums.reading import GuessReason, PaperKind, RecognitionReason
from owners.rules.recognition import keeping
from owners.rules.recognition.shapes import Fact, Found, Guess, Hint, Reason, Recognised, Source, Told

OWNER = UUID("01900000-0000-7000-8000-000000000001")
OTHERWISE = Told(Decimal("131.77"), 3, Source.TEXT, "al pie")
FACTS = {
    Fact.KIND: Found(PaperKind.INVOICE, 3, Source.NAME),
    Fact.ISSUED_ON: Found(date(2026, 10, 31), 4, Source.EINVOICE),
    Fact.TOTAL: Found(Decimal("1264.30"), 1, Source.LIST, otherwise=(OTHERWISE,)),
    Fact.NUMBER: Found("26/3140", 4, Source.LIST),
}
REASONS = (
    Reason(RecognitionReason.DIFFERS, Decimal("1264.30"), Source.LIST, OTHERWISE),
    Reason(RecognitionReason.SEVERAL_OWNERS, 2),
)
GUESSES = (Guess(OWNER, 75, (Hint(GuessReason.NEAR_NIF, "H47051206"), Hint(GuessReason.FEE, Decimal("108.90")))),)


def test_what_is_kept_is_read_as_it_was():
    recognised = Recognised(2, REASONS, FACTS, OWNER, GUESSES)

    again = keeping.read(keeping.keep(recognised))

    assert again == recognised
    assert again.words == recognised.words
    assert keeping.read("{}") == Recognised(0, ())


def test_what_a_person_mended_is_kept_with_its_sorts():
    values = {Fact.TOTAL: Decimal("10.00"), Fact.ISSUED_ON: date(2026, 1, 2), Fact.NUMBER: "7"}

    assert keeping.read_values(keeping.keep_values(values)) == values
