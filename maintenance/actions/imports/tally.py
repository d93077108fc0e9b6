"""What the report of a dry run counts."""

from dataclasses import dataclass, field
from typing import Any

from maintenance.actions.imports.sheets import Candidate
from maintenance.enums import Doubt
from maintenance.models import StagedRow

FIRST_LINES = 5

State = StagedRow.State


@dataclass
class Tally:
    """What the report counts: rows by what becomes of them, and remarks by code and column with the first lines."""

    rows: int = 0
    ready: int = 0
    refused: int = 0
    here: int = 0
    left_out: int = 0
    remarks: dict[tuple[str, str, str], dict[str, Any]] = field(default_factory=dict)

    def count(self, one: Candidate, state: State) -> None:
        self.rows += 1
        self.ready += state == State.READY
        self.refused += state == State.REFUSED
        self.here += state == State.DONE
        for remark in one.found.remarks:
            kind = "refusal" if remark.code.refuses else "doubt"
            if remark.code == Doubt.ALREADY or (kind == "doubt" and state == State.REFUSED):
                continue
            key = (kind, str(remark.code.value), remark.of)
            noted = self.remarks.setdefault(key, {"rows": 0, "lines": [], "words": remark.words})
            noted["rows"] += 1
            if len(noted["lines"]) < FIRST_LINES:
                noted["lines"].append(one.line)

    def report(self) -> dict[str, Any]:
        """As the job's outcome holds it."""
        ordered = sorted(self.remarks.items(), key=lambda item: (item[0][0] == "doubt", -item[1]["rows"], item[0]))
        return {
            "rows": self.rows,
            "ready": self.ready,
            "refused": self.refused,
            "here": self.here,
            "left_out": self.left_out,
            "remarks": [{"kind": kind, "code": code, **noted} for (kind, code, _of), noted in ordered],
        }
