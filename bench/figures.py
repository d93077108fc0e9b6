"""Figures with their goals: one line each for people, JSON for machines."""

import json
from dataclasses import dataclass
from pathlib import Path

from deploy.machine import say


@dataclass(frozen=True)
class Figure:
    """One measured value; with a goal it is met when the value, as printed, is at most that."""

    name: str
    value: float
    unit: str
    goal: float | None = None

    @property
    def verdict(self) -> str:
        """Ok or short; nothing where there is no goal."""
        if self.goal is None:
            return ""
        return "ok" if self.value <= self.goal else "short"

    def __str__(self) -> str:
        """`sqlite.lift.over_floor 3.6 × (goal ≤ 4) ok`."""
        line = f"{self.name} {self.value:g} {self.unit}"
        return f"{line} (goal ≤ {self.goal:g}) {self.verdict}" if self.goal is not None else line


def shown(figures: list[Figure]) -> list[Figure]:
    """Says them, a line each."""
    for figure in figures:
        say(str(figure))
    return figures


def write(figures: list[Figure], path: Path) -> None:
    """Keeps the figures as JSON."""
    rows = [
        {"name": one.name, "value": one.value, "unit": one.unit, "goal": one.goal, "verdict": one.verdict}
        for one in figures
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n")
