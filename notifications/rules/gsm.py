"""What an SMS can say: seven bits of the alphabet of GSM 03.38, or sixteen (UCS-2) once a letter is none of it.

A single one takes 160 or 70; of several put together each takes 153 or 67 (3GPP TS 23.040). Á, í, ó and ú are none of
the alphabet, so accents that would double the price of a message are left out; é, ñ and ¿ stay.
"""

import unicodedata

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
TWICE = frozenset("^{}\\[~]|€\f")  # they take two
LIKE = {"«": '"', "»": '"', "“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "·": "-"}
MOST_PARTS = 2


def plain(text: str) -> str:
    """The same in letters of the alphabet, as far as one is like another; a letter of no kin stays."""
    return "".join(map(_like, unicodedata.normalize("NFC", text)))


def _like(letter: str) -> str:
    if letter in BASIC or letter in TWICE:
        return letter
    if letter in LIKE:
        return LIKE[letter]
    if letter.isspace():
        return " "
    bare = unicodedata.normalize("NFD", letter)[0]
    return bare if bare in BASIC else letter


def is_plain(text: str) -> bool:
    """Whether seven bits say it."""
    return all(letter in BASIC or letter in TWICE for letter in text)


def parts(text: str) -> int:
    """How many messages it travels as."""
    if is_plain(text):
        size, alone, together = sum(2 if letter in TWICE else 1 for letter in text), 160, 153
    else:
        size, alone, together = len(text.encode("utf-16-be")) // 2, 70, 67
    return 1 if size <= alone else -(-size // together)


def within(text: str, end: str, most: int = MOST_PARTS) -> str:
    """The text with its end (an address, which is never cut), shortened between words until it fits in so many."""
    words = plain(text).split(" ")
    end = plain(end)
    whole = f"{' '.join(words)} {end}".strip()
    while parts(whole) > most and len(words) > 1:
        words.pop()
        whole = f"{' '.join(words).rstrip('.,;:')}... {end}".strip()
    return whole
