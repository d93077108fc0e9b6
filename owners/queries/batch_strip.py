"""How far a batch is: the five stops it passes, the job under way, and the other batches below the page."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from owners.enums import BatchItemState
from owners.models import Batch, BatchItem
from owners.models.batch import UNSETTLED
from owners.queries import batches
from owners.queries.batches import Figure
from portal.company import queries as companies
from portal.jobs.models import ENDED, Job, JobState
from portal.web import words

State = BatchItemState
OTHERS = 4
UNDOING = "owners.undoing"


@dataclass(frozen=True)
class Landing:
    """A stop of the strip: `tone` colours its sill, the car stands at one."""

    tone: str
    title: str
    words: str
    link: str = ""
    link_words: str = ""
    is_here: bool = False


@dataclass(frozen=True)
class Progress:
    """A job under way."""

    title: str
    told: str
    done: int
    total: int
    words: str
    is_over: bool
    failed: str = ""


@dataclass(frozen=True)
class UnderWay:
    """Another batch, below the page."""

    url: str
    title: str
    told: str
    done: int
    total: int
    words: str
    tone: str
    undo_url: str


def strip(batch: Batch, figures: dict[str, Figure], at: datetime) -> list[Landing]:
    """The five stops a batch passes; the car stands where somebody is needed."""
    n = {name: figure.count for name, figure in figures.items()}
    here = _stop(batch, n, at)
    return [
        _received(figures, here == 0),
        _refused(batch, figures),
        _sure(figures, here == 2),
        _doubtful(figures, here == 3),
        _announcing(batch, at, here == 4),
    ]


def _received(figures: dict[str, Figure], is_here: bool) -> Landing:
    n = figures["papers"].count
    told = ngettext("%(n)s recibida", "%(n)s recibidas", n) % {"n": n}
    return Landing("ok", told, _("%(sum)s en total") % {"sum": figures["papers"].sum}, is_here=is_here)


def _refused(batch: Batch, figures: dict[str, Figure]) -> Landing:
    n = figures["refused"].count
    told = ngettext("%(n)s rechazada", "%(n)s rechazadas", n) % {"n": n}
    if not n:
        return Landing("", told, _("ninguna"))
    url = reverse("owners:batch", args=[batch.pk]) + "?refused=1#refused"
    return Landing("stop", told, _("no se publican,"), url, _("cuáles"))


def _doubtful(figures: dict[str, Figure], is_here: bool) -> Landing:
    n = figures["doubtful"].count
    told = ngettext("%(n)s dudosa", "%(n)s dudosas", n) % {"n": n}
    if not n:
        return Landing("", told, _("nada por mirar"))
    words_under = _("%(sum)s, por mirar") % {"sum": figures["doubtful"].sum}
    return Landing("warn", told, words_under if figures["doubtful"].amount else _("por mirar"), is_here=is_here)


def _stop(batch: Batch, n: dict[str, int], at: datetime) -> int:
    if n["reading"]:
        return 0
    if n["doubtful"]:
        return 3
    if n["sure"]:
        return 2
    return 4 if batch.announce_after and batch.announce_after > at else 0


def _sure(figures: dict[str, Figure], is_here: bool) -> Landing:
    sure, published, undone = figures["sure"], figures["published"], figures["withdrawn"]
    if undone.count and not (published.count or sure.count):
        told = ngettext("%(n)s deshecha", "%(n)s deshechas", undone.count) % {"n": undone.count}
        return Landing("", told, undone.sum, is_here=is_here)
    if published.count and not sure.count:
        told = ngettext("%(n)s publicada", "%(n)s publicadas", published.count) % {"n": published.count}
        return Landing("ok", told, published.sum, is_here=is_here)
    told = ngettext("%(n)s segura", "%(n)s seguras", sure.count) % {"n": sure.count}
    return Landing("ok" if sure.count else "", told, sure.sum, is_here=is_here)


def _announcing(batch: Batch, at: datetime, is_here: bool) -> Landing:
    if batch.announce_after is None:
        return Landing("", _("Avisar, 1 h después"), _("hasta entonces se deshace"))
    when = _hour(batch.announce_after, at)
    if batch.announce_after > at:
        return Landing("", _("Avisar, %(when)s") % {"when": when}, _("hasta entonces se deshace"), is_here=is_here)
    return Landing("ok", _("Avisadas, %(when)s") % {"when": when}, _("sus titulares ya las ven"))


def _hour(when: datetime, at: datetime) -> str:
    zone = ZoneInfo(companies.current().time_zone)
    local, today = when.astimezone(zone), at.astimezone(zone).date()
    if local.date() == today:
        return _("a las %(hour)s") % {"hour": words.hour(local)}
    return f"{words.short(local.date(), today)}, {words.hour(local)}"


def progress(batch: Batch, at: datetime) -> Progress | None:
    """The reading or the publishing of the batch while it is under way, or how it failed."""
    undoing = batch.publishing and batch.publishing.kind == UNDOING
    doing = _("Deshaciendo") if undoing else _("Publicando")
    for job, words_for in ((batch.publishing, doing), (batch.reading, _("Leyendo"))):
        if told := of_job(job, words_for, at):
            return told
    return None


def of_job(job: Job | None, doing: str, at: datetime) -> Progress | None:
    """A job while it is under way, or how it failed; None when there is nothing to say of it."""
    if job and job.state not in ENDED:
        return _under_way(job, doing, at)
    if job and job.state == JobState.FAILED:
        return Progress(doing, "", 0, 1, "", is_over=True, failed=str(job.outcome.get("error", "")))
    return None


def _under_way(job: Job, doing: str, at: datetime) -> Progress:
    total = max(job.total or 0, 1)
    told = _("%(done)s de %(total)s") % {"done": job.done, "total": job.total} if job.total else _("empezando")
    return Progress(doing, told, job.done, total, _left(job, at), is_over=False)


def _left(job: Job, at: datetime) -> str:
    going_on = _("Puede cerrar esta página: sigue sola.")
    if not (job.total and job.done and job.total > job.done):
        return going_on
    seconds = (at - job.created_at).total_seconds() / job.done * (job.total - job.done)
    return words.sentences(_("Faltan unos %(seconds)s s.") % {"seconds": max(1, round(seconds))}, going_on)


def under_way(batch: Batch | None, at: datetime) -> list[UnderWay]:
    """Other batches: being read or published, or published and still to be undone; and doubtful ones left."""
    waiting = BatchItem.objects.filter(batch=OuterRef("pk"), state__in=UNSETTLED)
    live = Q(publishing__state__in=[JobState.QUEUED, JobState.RUNNING]) | Q(announce_after__gt=at)
    rows = batches.every().filter(live | Exists(waiting), closed_at=None)
    if batch:
        rows = rows.exclude(pk=batch.pk)
    return [_other(one, at) for one in rows.order_by("-begun_at", "pk")[:OTHERS]]


def own_card(batch: Batch, at: datetime) -> UnderWay | None:
    """The batch's own card once some of it was published and may still be undone."""
    return _other(batch, at) if may_be_undone(batch, at) else None


def may_be_undone(batch: Batch, at: datetime) -> bool:
    """Whether nobody was told yet of what was published."""
    if batch.announce_after is None or batch.announce_after <= at:
        return False
    return batch.items.filter(state=State.PUBLISHED).exists()


def _other(batch: Batch, at: datetime) -> UnderWay:
    n = {name: figure.count for name, figure in batches.counts(batch).items()}
    job, name = batch.publishing, batches.title(batch, at)
    url = reverse("owners:batch", args=[batch.pk])
    undo = reverse("owners:batch-undoing", args=[batch.pk]) if may_be_undone(batch, at) else ""
    if job and job.state not in ENDED:
        told = _under_way(job, "", at)
        return UnderWay(
            url, _("%(name)s, publicándose") % {"name": name}, told.told, told.done, told.total, told.words, "", undo
        )
    if undo and batch.announce_after:
        left = words.lasting((batch.announce_after - at).total_seconds())
        told_when = _("Los avisos salen %(when)s; quedan %(left)s para deshacerlo todo.") % {
            "when": _hour(batch.announce_after, at), "left": left,
        }  # fmt: skip
        titled = ngettext("%(name)s: %(n)s publicada", "%(name)s: %(n)s publicadas", n["published"])
        return UnderWay(
            url,
            titled % {"name": name, "n": n["published"]},
            "",
            n["published"],
            max(n["papers"], 1),
            told_when,
            "ok",
            undo,
        )
    left_over = n["reading"] + n["sure"] + n["doubtful"]
    told_left = ngettext("%(n)s sin publicar.", "%(n)s sin publicar.", left_over) % {"n": left_over}
    settled = n["papers"] - left_over
    return UnderWay(
        url,
        name,
        _("%(done)s de %(total)s") % {"done": settled, "total": n["papers"]},
        settled,
        max(n["papers"], 1),
        told_left,
        "warn",
        "",
    )
