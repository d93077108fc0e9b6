"""Giving and ending the posts of staff."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from portal.access import actions, queries
from portal.access.permissions import Permission
from portal.access.roles import Role
from portal.lib import clock
from portal.views.people import ending, hiring
from portal.views.people.office import today
from portal.views.people.office_forms import PostForm
from portal.views.people.person import handled
from portal.web import pages
from portal.web.access import PersonRequest, requires, takes_form


@requires(Permission.MANAGE_PEOPLE)
@takes_form
def give(request: PersonRequest, person: UUID) -> HttpResponse:
    """A post from a day on; those of office and administration only for who may change the company."""
    one = handled(request, person)
    form = PostForm(request.POST or None, roles=queries.posts_given_by(request.user), initial={"from_on": today()})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data | {"role": Role(form.cleaned_data["role"])}
        try:
            post = hiring.hire(person=one, by=request.user, at=clock.now(), **given)
        except actions.AlreadyHeld:
            form.add_error("role", _("Ya tiene ese puesto."))
        else:
            messages.info(request, _("Puesto dado: %(role)s.") % {"role": Role(post.role).label})
            return redirect("person", person=one.pk)
    return render(request, "people/post_new.html", {"form": form, "one": one})


@requires(Permission.MANAGE_PEOPLE)
@takes_form
def end(request: PersonRequest, post: UUID) -> HttpResponse:
    """The post ends at 00:00 of a day."""
    held = get_object_or_404(queries.posts(), pk=post, to_on=None)
    one = handled(request, held.person.pk)
    return ending.ask(
        request,
        title=_("Terminar el puesto: %(role)s") % {"role": Role(held.role).label},
        whose=one.name,
        evidence=held.evidence,
        back=pages.url_for(one),
        act=partial(actions.end_post, post=held, by=request.user, at=clock.now()),
        refusals={
            actions.CannotEnd: ending.too_early(held.from_on),
            actions.OwnPost: _("La administración no se la quita uno a sí mismo: pídaselo a quien también la tenga."),
        },
    )
