"""Opens a mail that came in: `python unsealing.py`, bytes in, JSON out. Run by `notifications.channels.email.arrived`.

It runs in a process of its own, with hard limits of memory and time, because a mail is whatever a stranger wrote:
parts within parts a thousand deep, letters of no alphabet, heads that never end. It imports nothing of ours, writes no
file, unpacks nothing and asks nobody. Of a mail it tells its heads, its words, its files (base64), which files it left
out and why, and what a report about a mail of ours says.
"""

import base64
import json
import re
import resource
import sys
import unicodedata
from collections.abc import Iterator
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from email.utils import getaddresses
from html.parser import HTMLParser
from typing import Any

MEMORY, SECONDS = 768 * 1024 * 1024, 15
REFUSED = 3
MOST_PARTS, MOST_FILES, MOST_LETTERS = 200, 5, 100_000
MOST_OF_A_FILE = 10 * 1024 * 1024
TINY = 20_000  # bytes; a picture so small that stands within the text is a logo under a name
HEADS = ("subject", "auto-submitted", "precedence", "return-path", "x-autoreply", "x-autorespond", "list-id")
TOLD_TO = ("to", "cc", "delivered-to", "x-original-to", "envelope-to")
NAMES = re.compile(r"<[^<>\s]{1,250}>")
BLOCKS = frozenset({"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "blockquote", "ul", "ol", "table", "pre"})
UNREAD = frozenset({"style", "script", "head", "title"})


class Words(HTMLParser):
    """The words of a page, line by line; what it quotes begins with «> » as in a text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = [""]
        self.quoted = self.unread = 0

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag in BLOCKS:
            self.lines.append("> " * self.quoted)
        self.quoted += tag == "blockquote"
        self.unread += tag in UNREAD

    def handle_endtag(self, tag: str) -> None:
        self.quoted = max(0, self.quoted - (tag == "blockquote"))
        self.unread = max(0, self.unread - (tag in UNREAD))
        if tag in BLOCKS and tag != "br":
            self.lines.append("> " * self.quoted)

    def handle_data(self, data: str) -> None:
        if not self.unread:
            self.lines[-1] += re.sub(r"\s+", " ", data)


def limit() -> None:
    """No more memory, time and files than a mail needs."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def unseal(content: bytes) -> dict[str, Any]:
    """The mail, taken apart."""
    mail = BytesParser(policy=compat32).parsebytes(content)
    parts = list(_leaves(mail))
    files, left_out = _files(parts)
    return {
        "name": _first(NAMES.findall(_head(mail, "message-id"))),
        "senders": _addresses(mail, "from"),
        "told_to": [one for head in TOLD_TO for one in _addresses(mail, head)],
        "answers": NAMES.findall(_head(mail, "in-reply-to"))[:5] + NAMES.findall(_head(mail, "references"))[:-51:-1],
        "heads": {head: _head(mail, head)[:500] for head in HEADS if mail[head] is not None},
        "text": _text(parts)[:MOST_LETTERS],
        "files": files,
        "left_out": left_out,
        "report": _report(mail),
    }


def _leaves(mail: Message) -> Iterator[Message]:
    """Its parts, first to last, as many as anybody reads; what a report encloses is no part of what is said."""
    waiting, met = [mail], 0
    while waiting and met < MOST_PARTS:
        part, met = waiting.pop(0), met + 1
        inner = part.get_payload()
        if part.get_content_maintype() == "message":
            yield part
        elif isinstance(inner, list):
            waiting[:0] = [one for one in inner if isinstance(one, Message)]
        else:
            yield part


def _text(parts: list[Message]) -> str:
    """The words of its text, or where it has none those of its page."""
    for kind in ("text/plain", "text/html"):
        said = [_readable(part, kind) for part in parts if part.get_content_type() == kind and not _is_file(part)]
        whole = "\n".join(said).strip()
        if whole:
            return whole
    return ""


def _readable(part: Message, kind: str) -> str:
    said = _decoded(part)[: 10 * MOST_LETTERS]
    if kind == "text/html":
        page = Words()
        page.feed(said)
        page.close()
        said = "\n".join(line.rstrip() for line in page.lines)
    return _clean(re.sub(r"\n{3,}", "\n\n", said))


def _decoded(part: Message) -> str:
    content = part.get_payload(decode=True)
    plain = content if isinstance(content, bytes) else b""
    for charset in (part.get_content_charset() or "utf-8", "utf-8"):
        try:
            return plain.decode(charset)
        except (LookupError, UnicodeError, ValueError):
            continue
    return plain.decode("cp1252", errors="replace")


def _clean(text: str) -> str:
    """No half characters and none that steers a screen or turns the reading."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").replace("\xa0", " ")
    return "".join(char for char in lines if char == "\n" or unicodedata.category(char)[0] != "C")


def _is_file(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or bool(part.get_filename())


def _files(parts: list[Message]) -> tuple[list[dict[str, str]], list[list[str]]]:
    """Its files by their names, and of those it leaves out the name and why: `many`, `large` or `mail`."""
    files: list[dict[str, str]] = []
    left_out: list[list[str]] = []
    for part in parts:
        is_mail = part.get_content_maintype() == "message"
        if part.get_content_type().startswith("text/") and not _is_file(part):
            continue
        name = _clean(_plain(part.get_filename() or ""))[-120:] or f"{part.get_content_type().replace('/', '.')}"
        content = b"" if is_mail else part.get_payload(decode=True)
        plain = content if isinstance(content, bytes) else b""
        if _is_logo(part, plain) or not (plain or is_mail):
            continue
        why = "mail" if is_mail else "many" if len(files) >= MOST_FILES else ""
        why = why or ("large" if len(plain) > MOST_OF_A_FILE else "")
        if why:
            left_out.append([name, why])
        else:
            files.append({"name": name, "content": base64.b64encode(plain).decode()})
    return files, left_out[:20]


def _is_logo(part: Message, content: bytes) -> bool:
    is_within = part["content-id"] is not None and part.get_content_disposition() != "attachment"
    return part.get_content_maintype() == "image" and is_within and len(content) < TINY


def _report(mail: Message) -> dict[str, Any] | None:
    """What a report says of a mail of ours (RFC 3464, RFC 5965): which, what became of it, and in whose words."""
    if mail.get_content_type() != "multipart/report":
        return None
    told = {"kind": str(mail.get_param("report-type") or "").lower(), "action": "", "status": "", "said": ""}
    names: list[str] = []
    inner = mail.get_payload()
    for part in inner[:10] if isinstance(inner, list) else []:
        for block in _blocks(part):
            for key, head in (("action", "action"), ("status", "status"), ("said", "diagnostic-code")):
                told[key] = told[key] or _head(block, head)[:240]
            told["said"] = told["said"] or _head(block, "feedback-type")[:240]
            names += NAMES.findall(_head(block, "message-id")) + NAMES.findall(_head(block, "original-message-id"))
    return told | {"names": names[:10]}


def _blocks(part: Any) -> list[Message]:
    """The heads a part of a report holds: those of the report itself, or of the mail that came back."""
    if part.get_content_type() == "text/rfc822-headers":
        return [BytesParser(policy=compat32).parsebytes(_decoded(part).encode())]
    if part.get_content_type() == "message/feedback-report":
        inner = part.get_payload()
        return [one for one in inner if isinstance(one, Message)] if isinstance(inner, list) else []
    held = part.get_payload() if part.get_content_maintype() == "message" else []
    return [one for one in held[:20] if isinstance(one, Message)] if isinstance(held, list) else []


def _addresses(mail: Message, head: str) -> list[str]:
    said = [_plain(one)[:2000] for one in mail.get_all(head, [])[:10]]
    return [address for _name, address in getaddresses(said) if "@" in address][:50]


def _head(mail: Message, name: str) -> str:
    return _clean(_plain(mail.get(name) or "")[:20_000]).replace("\n", " ").strip()


def _plain(value: Any) -> str:
    """A head in letters, whatever it claims to be written in."""
    said = []
    try:
        pieces = decode_header(value)
    except Exception:  # noqa: BLE001 - a head that cannot be read is shown as it came
        return str(value)
    for piece, charset in pieces:
        if isinstance(piece, str):
            said.append(piece)
            continue
        try:
            said.append(piece.decode(charset or "utf-8"))
        except (LookupError, UnicodeError, ValueError):
            said.append(piece.decode("cp1252", errors="replace"))
    return "".join(said)


def _first(found: list[str]) -> str:
    return found[0] if found else ""


def main() -> int:
    limit()
    content = sys.stdin.buffer.read()
    try:
        answer = json.dumps(unseal(content)).encode()
    except Exception:  # noqa: BLE001 - whatever a hostile mail makes a parser raise means one thing
        return REFUSED
    sys.stdout.buffer.write(answer)
    return 0


if __name__ == "__main__":
    sys.exit(main())
