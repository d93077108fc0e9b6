"""What was recognised as text that can be stored and read again: JSON whose values say of which sort they are."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from owners.enums.reading import GuessReason, PaperKind, RecognitionReason
from owners.rules.recognition.shapes import Fact, Found, Guess, Hint, Reason, Recognised, Source, Told, Value

NOTHING = Recognised(0, ())


def keep(recognised: Recognised) -> str:
    """As JSON; `read` makes an equal one of it."""
    return json.dumps(
        {
            "confidence": recognised.confidence,
            "owner": str(recognised.owner) if recognised.owner else None,
            "facts": {fact.value: _found(found) for fact, found in recognised.facts.items()},
            "reasons": [_reason(reason) for reason in recognised.reasons],
            "guesses": [_guess(guess) for guess in recognised.guesses],
        },
        ensure_ascii=False,
    )


def read(text: str) -> Recognised:
    """What `keep` made text of; of an empty object, nothing recognised."""
    kept = json.loads(text)
    if not kept:
        return NOTHING
    return Recognised(
        confidence=kept["confidence"],
        reasons=tuple(_reason_of(one) for one in kept["reasons"]),
        facts={Fact(fact): _found_of(found) for fact, found in kept["facts"].items()},
        owner=UUID(kept["owner"]) if kept["owner"] else None,
        guesses=tuple(_guess_of(one) for one in kept["guesses"]),
    )


def keep_values(values: Mapping[Fact, Value]) -> str:
    """Facts by what they are, as a person mended them."""
    return json.dumps({fact.value: _value(value) for fact, value in values.items()}, ensure_ascii=False)


def read_values(text: str) -> dict[Fact, Value]:
    """What `keep_values` made text of."""
    return {Fact(fact): _value_of(value) for fact, value in json.loads(text).items()}


def _value(value: Value | int) -> list[Any]:
    match value:
        case PaperKind():
            return ["kind", value.value]
        case Decimal():
            return ["amount", str(value)]
        case date():
            return ["day", value.isoformat()]
        case int():
            return ["count", value]
    return ["text", str(value)]


def _value_of(kept: list[Any]) -> Any:
    sort, value = kept
    makers: dict[str, Any] = {"kind": PaperKind, "amount": Decimal, "day": date.fromisoformat}
    return makers[sort](value) if sort in makers else value


def _told(told: Told) -> list[Any]:
    return [_value(told.value), told.confidence, told.source.name, told.why]


def _told_of(kept: list[Any]) -> Told:
    value, confidence, source, why = kept
    return Told(_value_of(value), confidence, Source[source], why)


def _found(found: Found) -> dict[str, Any]:
    said = _told(Told(found.value, found.confidence, found.source, found.why))
    return {"said": said, "otherwise": [_told(one) for one in found.otherwise]}


def _found_of(kept: dict[str, Any]) -> Found:
    said = _told_of(kept["said"])
    otherwise = tuple(_told_of(one) for one in kept["otherwise"])
    return Found(said.value, said.confidence, said.source, said.why, otherwise)


def _reason(reason: Reason) -> dict[str, Any]:
    return {
        "code": reason.code.value,
        "value": _value(reason.value),
        "teller": reason.teller.name if reason.teller else None,
        "beside": _told(reason.beside) if reason.beside else None,
    }


def _reason_of(kept: dict[str, Any]) -> Reason:
    return Reason(
        RecognitionReason(kept["code"]),
        _value_of(kept["value"]),
        Source[kept["teller"]] if kept["teller"] else None,
        _told_of(kept["beside"]) if kept["beside"] else None,
    )


def _guess(guess: Guess) -> dict[str, Any]:
    hints = [[hint.code.value, _value(hint.value)] for hint in guess.hints]
    return {"owner": str(guess.owner), "points": guess.points, "hints": hints}


def _guess_of(kept: dict[str, Any]) -> Guess:
    hints = tuple(Hint(GuessReason(code), _value_of(value)) for code, value in kept["hints"])
    return Guess(UUID(kept["owner"]), kept["points"], hints)
