"""Batches for tests: papers whose words are known, so that no PDF is read where reading is not what is tried."""

import json
from datetime import UTC, datetime

from owners.actions import batches, reading
from owners.models import BatchItem
from portal.demo import bills
from portal.files import store
from portal.jobs import actions as jobs

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def bill(
    number="F26-3001", *, owner="C.P. Calle Mayor 14", nif="H47218306", base="108,00", tax="22,68", total="130,68"
):
    """A PDF as an ERP prints it."""
    head = [f"Factura {number}", "Ascensores Duero, S. L.", "NIF B47000001", "Fecha de la factura: 31/10/2026"]
    head += ["Cliente", owner, f"NIF {nif}" if nif else ""]
    return bills.draw(head, [("Cuota de octubre", base)], [("Base", base), ("IVA 21 %", tax), ("Total", total)])


def words(
    number="F26-3001", *, owner="C.P. Calle Mayor 14", nif="H47218306", base="108,00", tax="22,68", total="130,68"
):
    """What its page says, as it would be read."""
    lines = [f"Factura {number}", "Ascensores Duero, S. L.", "NIF B47000001", "Fecha de la factura: 31/10/2026"]
    lines += ["Cliente", owner, f"NIF {nif}" if nif else "", f"Cuota de octubre\t{base}"]
    return "\n".join([*lines, f"Base\t{base}", f"IVA 21 %\t{tax}", f"Total\t{total}"])


def dropped(batch, name="F26-3001.pdf", page=None, **more):
    """A paper of a batch whose words were read already."""
    content = b"%PDF-1.7 " + name.encode() + json.dumps(more).encode()
    file = store.put(content, media_type="application/pdf", at=NOW)
    transcript = json.dumps({"pages": [words(**more) if page is None else page], "einvoice": None})
    return BatchItem.objects.create(
        batch=batch, name=name, sha256=file.sha256, file=file, transcript=transcript, read_at=NOW
    )


def listed(batch, *rows, name="remesa.csv"):
    """The ERP's list in a batch: number, NIF, date, base, tax, total."""
    lines = ["Factura;NIF;Fecha;Base;IVA;Total", *(";".join(row) for row in rows)]
    return batches.take(batch=batch, dropped=batches.Dropped(name, "\n".join(lines).encode()), at=NOW)


def read(batch, by=None):
    """Reads the batch here and now."""
    return done(reading.start(batch=batch, by=by, at=NOW))


def done(job):
    """Does a job here and now; answers it."""
    jobs.run(job.pk)
    job.refresh_from_db()
    return job
