"""Small sheets, read and applied."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from maintenance.actions.imports import applying, staging
from maintenance.actions.imports.staging import Source
from maintenance.models import StagedRow
from portal.jobs import actions as jobs
from portal.jobs.models import Job

REGISTER = """
sheet = "register"
source = "erp"
key = "Código"
[fields]
building = "Finca"
street = "Dirección"
city = "Población"
region = { constant = "ES-CL" }
name = "Nombre"
rae = "RAE"
maker = "Marca"
year = "Año"
speed = "Velocidad"
drive = { column = "Tipo", values = { "ELE" = "traction", "HID" = "hydraulic" } }
entered_on = { constant = "2020-01-01" }
"""
LIFTS = """Código;Finca;Dirección;Población;Nombre;RAE;Marca;Año;Velocidad;Tipo
A1;F1;Calle Peñafiel 3;Valladolid;Izquierdo;47-1;Otis;2008;1,0;ELE
A2;F1;Calle Peñafiel 3;Valladolid;Derecho;47-2;OTIS S.A.;2999;0;VAP
A3;F2;Plaza Mayor 1;Palencia;Único;;Orona;1998;0,63;HID
"""
OUTAGES = """
sheet = "breakdowns"
source = "erp"
key = "Aviso"
[fields]
lift = "Código"
reported_at = { column = "Desde", zone = "Europe/Madrid" }
restored_at = { column = "Hasta", zone = "Europe/Madrid" }
cause = { column = "Grupo", values = { "PTA" = "doors", "LUZ" = "power" } }
words = "Nota"
"""
PAST = """Aviso;Código;Desde;Hasta;Grupo;Nota
1;A1;01/03/2019 08:00;01/03/2019 09:30;PTA;No abre
2;A1;01/03/2019 09:00;01/03/2019 10:00;;
3;A3;05/03/2019 23:00;06/03/2019 01:00;LUZ;
4;ZZ;05/03/2019 23:00;06/03/2019 01:00;;
5;A3;07/03/2019 12:00;;;
"""


@pytest.fixture
def source(tmp_path: Path) -> Callable[..., Source]:
    def write(text: str, mapping: str = REGISTER, encoding: str = "utf-8") -> Source:
        path = tmp_path / "tabla.csv"
        path.write_bytes(text.encode(encoding))
        return Source(path, mapping)

    return write


@pytest.fixture
def checked(db: Any, source: Any, now: datetime) -> Callable[..., Job]:
    """A dry run."""

    def check(text: str = LIFTS, mapping: str = REGISTER, sheet: str = "register") -> Job:
        return staging.check(sheet, source(text, mapping), by=None, at=now)

    return check


@pytest.fixture
def applied(checked: Any, now: datetime) -> Callable[..., Job]:
    """A dry run, and all it found ready written."""

    def apply(text: str = LIFTS, mapping: str = REGISTER, sheet: str = "register") -> Job:
        job = applying.start(checked(text, mapping, sheet), by=None, at=now)
        jobs.run(job.pk)
        job.refresh_from_db()
        return job

    return apply


@pytest.fixture
def past(applied: Any) -> Job:
    """The register and its past breakdowns, both brought in."""
    applied()
    return applied(PAST, OUTAGES, "breakdowns")


def said(job: Job) -> dict[int, tuple[str, str]]:
    """State and words of each staged row, by line."""
    rows = StagedRow.objects.filter(job=job.parameters.get("check", job.pk)).order_by("line")
    return {row.line: (row.state, row.words) for row in rows}
