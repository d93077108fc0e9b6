"""How a text begins: what a list calls an enquiry."""

MOST = 80


def of(text: str) -> str:
    """Its first sentence or line, cut between two words where it is long."""
    line = " ".join(text.strip().split("\n", 1)[0].split())
    ends = [line.find(mark) + 1 for mark in (". ", "? ", "! ") if mark in line]
    first = line[: min(ends)] if ends else line
    if len(first) <= MOST:
        return first.rstrip(".")
    return first[:MOST].rsplit(" ", 1)[0].rstrip(".,;:") + "…"
