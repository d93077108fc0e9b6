"""Numbers in words, Spanish and English: a call's number is read aloud in pairs, a heading counts in words."""

from collections.abc import Callable

_ES_TO_29 = str.split(
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete "
    "dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete "
    "veintiocho veintinueve"
)
_ES_TENS = str.split("treinta cuarenta cincuenta sesenta setenta ochenta noventa")
_ES_HUNDREDS = str.split(
    "ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos"
)
_EN_TO_19 = str.split(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_EN_TENS = str.split("twenty thirty forty fifty sixty seventy eighty ninety")


def in_words(number: int, language: str) -> str:
    """0 to 9999 as one says it: «mil ochocientos cuarenta y dos»."""
    if not 0 <= number <= 9999:
        raise ValueError(number)
    return _LANGUAGES.get(language, _spanish)(number)


def counted(number: int, language: str, *, feminine: bool = False) -> str:
    """A number before what it counts: «un ascensor», «una revisión», «veintiún ascensores»; figures from 100."""
    if number >= 100:
        return str(number)
    words = in_words(number, language)
    if language != "es" or not words.endswith("uno"):
        return words
    if feminine:
        return words[:-1] + "a"
    return words.removesuffix("uno") + ("ún" if words.endswith("tiuno") else "un")


def pairs(number: int) -> list[str]:
    """Figures two by two from the right: 1842 is 18 and 42, 123 is 1 and 23."""
    figures = str(number)
    odd = len(figures) % 2
    return [figures[:1]] * odd + [figures[at : at + 2] for at in range(odd, len(figures), 2)]


def aloud(number: int, language: str) -> str:
    """A number as it is read on the telephone: «dieciocho, cuarenta y dos»; 1905 is «diecinueve, cero cinco»."""
    return ", ".join(_pair(pair, language) for pair in pairs(number))


def _pair(pair: str, language: str) -> str:
    said = in_words(int(pair), language)
    zero = in_words(0, language)
    return f"{zero} {said}" if len(pair) == 2 and pair.startswith("0") else said


def _spanish(number: int) -> str:
    if number >= 1000:
        thousands, rest = divmod(number, 1000)
        head = "mil" if thousands == 1 else f"{_spanish(thousands)} mil"
        return f"{head} {_spanish(rest)}" if rest else head
    if number > 100:
        hundreds, rest = divmod(number, 100)
        head = _ES_HUNDREDS[hundreds - 1]
        return f"{head} {_spanish(rest)}" if rest else head
    if number == 100:
        return "cien"
    if number < 30:
        return _ES_TO_29[number]
    tens, ones = divmod(number, 10)
    return _ES_TENS[tens - 3] + (f" y {_ES_TO_29[ones]}" if ones else "")


def _english(number: int) -> str:
    if number >= 1000:
        return _english_above(number, 1000, "thousand")
    if number >= 100:
        return _english_above(number, 100, "hundred")
    if number < 20:
        return _EN_TO_19[number]
    tens, ones = divmod(number, 10)
    return _EN_TENS[tens - 2] + (f"-{_EN_TO_19[ones]}" if ones else "")


def _english_above(number: int, unit: int, name: str) -> str:
    many, rest = divmod(number, unit)
    head = f"{_english(many)} {name}"
    if not rest:
        return head
    return f"{head} and {_english(rest)}" if rest < 100 else f"{head} {_english(rest)}"


_LANGUAGES: dict[str, Callable[[int], str]] = {"es": _spanish, "en": _english}
