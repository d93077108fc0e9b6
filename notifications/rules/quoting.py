"""What somebody wrote in an answer to a mail, without what mail programs put around it.

Cautious: what is not surely a quotation stays, answers between quoted lines stay, and where nothing would be left all
of it does. (Libraries that do this know English, or guess by a model;
the whole text is kept beside it in any case.)
"""

import re

# «El lun, 23 nov 2026 a las 10:00, Duero <avisos@…> escribió:», «On Mon, Duero wrote:», of up to three lines
WROTE = re.compile(
    r"^[ \t]*(El|Em|On|Le|Am|O dia|A|En data)\b[^\n]{0,240}(\n[^\n]{0,240}){0,2}?"
    r"\b(escribió|escribiu|va escriure|escrigué|wrote|a écrit|schrieb)\b[^\n]{0,160}:[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
ORIGINAL = re.compile(
    r"^[ \t>]*-{2,}[ \t]*(Mensaje original|Original Message|Mensaje reenviado|Missatge original|Mensaxe orixinal)"
    r"[ \t]*-{2,}[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
# The block of heads that Outlook puts above what it quotes, perhaps beneath a line
HEADS = re.compile(
    r"^(?:_{8,}[ \t]*\n\s*)?\*?(?:De|From|Von)\*?:[^\n]{1,300}\n"
    r"(?:\*?(?:Enviado(?: el)?|Sent|Fecha|Date|Para|To|Cc|CC|Asunto|Subject|Responder a)\*?:[^\n]{0,500}\n?){2,8}",
    re.MULTILINE,
)
SIGNED = re.compile(r"^-- ?$", re.MULTILINE)
SENT_FROM = re.compile(
    r"^[ \t]*(Enviado desde|Enviat des|Sent from|Obtener Outlook para|Get Outlook for)[^\n]{0,120}$", re.IGNORECASE
)
QUOTED = re.compile(r"^[ \t]*>")
HOLES = re.compile(r"\n{3,}")


def own_words(text: str) -> str:
    """What its writer says; all of it where that would leave nothing."""
    own = _without_quotes(_before(text, (ORIGINAL, HEADS)))
    own = _before(own, (SIGNED,))
    lines = own.rstrip().split("\n")
    if SENT_FROM.match(lines[-1]):
        lines.pop()
    said = HOLES.sub("\n\n", "\n".join(lines)).strip()
    return said or text.strip()


def _before(text: str, marks: tuple[re.Pattern[str], ...]) -> str:
    """As far as the first of these, unless it stands at the very beginning: then the answer is beneath."""
    found = [one.start() for mark in marks for one in mark.finditer(text) if text[: one.start()].strip()]
    return text[: min(found)] if found else text


def _without_quotes(text: str) -> str:
    """Without quoted lines and what announces them; an announcement that no quoted line follows ends the answer."""
    found = WROTE.search(text)
    while found:
        rest = text[found.end() :].lstrip("\n")
        before = text[: found.start()]
        if not QUOTED.match(rest.lstrip()):
            return _unquoted(before) if before.strip() else _unquoted(rest)
        text = before + rest
        found = WROTE.search(text)
    return _unquoted(text)


def _unquoted(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if not QUOTED.match(line))
