"""What a job keeps on disk between its pieces."""

import os
from pathlib import Path


def write(path: Path, text: str) -> None:
    """Whole or not at all, also when the power goes."""
    beside = path.with_suffix(".new")
    with beside.open("w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.rename(path)
