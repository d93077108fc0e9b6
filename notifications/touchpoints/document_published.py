"""A document was published, or another took its place: what it is, until when it holds, and a link to it alone."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from notifications.letter import Contact, Letter
from owners import kinds
from owners.actions import links
from owners.enums import DocumentKind
from owners.models import DocumentVersion, Owner, Tenure
from owners.queries import documents, scope
from portal.accounts.models import User
from portal.ledger.models import Entry
from portal.web import pages

ROWS = ("document__lift__building", "document__building", "document__owner", "file", "published_by")
REPLACES = frozenset({kinds.DOCUMENT_SUPERSEDED.name, kinds.OWNER_DOCUMENT_SUPERSEDED.name})


def letter(entry: Entry, person: User) -> Letter:
    """Told once it is there. The link opens this version for this person, without signing in."""
    version = DocumentVersion.objects.select_related(*ROWS).get(pk=entry.facts["version"])
    document, at = version.document, entry.recorded_at
    token = links.give(version=version, person=person, at=at)
    about = documents.about(document)
    owner = _owner(entry)
    place = settings.SITE_URL + pages.url_for(document)
    return Letter(
        title=_("%(title)s: %(about)s") % {"title": document.title, "about": about},
        what_happened=_happened(entry, version, person),
        what_it_means=version.why,
        where=about,
        why=_("Le escribimos porque representa a %(owner)s.") % {"owner": owner.name if owner else about},
        action_words=_("Abrir el documento"),
        action_url=settings.SITE_URL + reverse("owners:document-link", args=[token]),
        action_note=_("Se abre sin entrar, durante un mes, y queda anotado. Este enlace es suyo: no lo reenvíe."),
        details=(
            (_("Qué es"), str(DocumentKind(document.kind).label)),
            (_("Vale"), documents.holds(version, at)),
        ),
        contact=Contact.of(owner),
        links=((_("Ver en el portal"), place),),
        place=place,
    )


def _happened(entry: Entry, version: DocumentVersion, person: User) -> str:
    said = {"name": person.name, "title": version.document.title}
    if entry.kind in REPLACES:
        return _("%(name)s: hemos sustituido «%(title)s» por otro fichero. El anterior se conserva.") % said
    return _("%(name)s: hemos dejado entre sus papeles «%(title)s».") % said


def _owner(entry: Entry) -> Owner | None:
    """Whose stream it is, or whose lift."""
    held = Tenure.objects.held_on(scope.today(entry.recorded_at)).filter(lift=entry.stream_id)
    known = Owner.objects.select_related("contact")
    return known.filter(pk__in=held.values("owner")).first() or known.filter(pk=entry.stream_id).first()


def is_told_for_another_lift(entry: Entry) -> bool:
    """Whether the same paper of a house was told already for another lift of the same owner there."""
    twins = Entry.objects.filter(kind=entry.kind, subject_id=entry.subject_id, recorded_at=entry.recorded_at)
    earlier = twins.filter(pk__lt=entry.pk).values("stream_id")
    held = Tenure.objects.held_on(scope.today(entry.recorded_at))
    owner = held.filter(lift=entry.stream_id).values("owner")
    return held.filter(lift__in=earlier, owner__in=owner).exists()
