"""Why something cannot be, in the words of its page."""

from django.db import models
from django.utils.translation import gettext_lazy as _

NOT_AUTHORISED = _(
    "Es de una contrata, y ese día no hay autorización escrita del titular para este ascensor que la nombre "
    "(ITC AEM 1, art. 7)."
)


class Obstacle(models.TextChoices):
    """Why a breakdown cannot take a step, in the words of its page."""

    OVER = "over", _("Esta avería ya está resuelta.")
    NOBODY_HAS_IT = "nobody_has_it", _("Antes hay que dársela a un técnico.")
    SAME_TECHNICIAN = "same_technician", _("Ya la tiene.")
    ON_THE_WAY = "on_the_way", _("Ya consta que va en camino.")
    ARRIVED = "arrived", _("Ya consta que está en el edificio.")
    NOBODY_THERE = "nobody_there", _("No consta que haya nadie en el edificio.")
    NOBODY_INSIDE = "nobody_inside", _("En esta avería no consta nadie dentro.")
    FREED = "freed", _("Ya consta que salieron.")
    SOMEBODY_INSIDE = "somebody_inside", _("Hay alguien dentro: anote primero que salió.")
    BEFORE_THE_LAST = "before_the_last", _("Esa hora es anterior al paso de antes.")
    NOT_YET = "not_yet", _("Esa hora no ha llegado todavía.")
    PROMISED_PAST = "promised_past", _("Lo prometido tiene que ser más tarde que ahora.")
    NOT_AUTHORISED = "not_authorised", NOT_AUTHORISED


class Hindrance(models.TextChoices):
    """Why a visit cannot be planned so, in the words of its page."""

    GONE = "gone", _("Ya no trabaja aquí: elija a otra persona.")
    PAST = "past", _("Ese día ya pasó.")
    FAR = "far", _("Es más de un año después de hoy: compruebe el día.")
    LEFT = "left", _("El ascensor ya no está en nuestra cartera.")
    STARTED = "started", _("Esta revisión ya empezó, se hizo o se anuló: mírela antes de cambiarla.")
    ALREADY = "already", _("Alguien acaba de preverla: mire lo que puso.")
    NOT_AUTHORISED = "not_authorised", NOT_AUTHORISED


class WorkHindrance(models.TextChoices):
    """Why a work cannot be so, in the words of its page."""

    LEFT = "left", _("El ascensor ya no está en nuestra cartera.")
    GONE = "gone", _("Ya no trabaja aquí: elija a otra persona.")
    NOT_AUTHORISED = "not_authorised", NOT_AUTHORISED
    BACKWARDS = "backwards", _("Termina antes de empezar.")
    PAST = "past", _("Eso ya pasó: prevea lo que está por hacer.")
    FAR = "far", _("Es más de un año después de hoy: compruebe el día.")
    LONG = "long", _("Más de noventa días seguidos no pueden ser: compruebe las fechas.")
    NOT_YET = "not_yet", _("Esa hora no ha llegado todavía.")
    BEFORE_IT_BEGAN = "before_it_began", _("Es antes de que empezara.")
    OTHER_FINDING = "other_finding", _("Ese hallazgo es de otro ascensor, o ya está cerrado.")
    ELSEWHERE = "elsewhere", _("Alguien lo cambió mientras tanto: mire cómo está.")


class DutyHindrance(models.TextChoices):
    """Why a duty cannot be so, in the words of its page."""

    GONE = "gone", _("Ya no trabaja aquí: elija a otra persona.")
    BACKWARDS = "backwards", _("Termina antes de empezar.")
    OVER = "over", _("Ya terminó, o alguien la quitó.")
    BEGUN = "begun", _("Ya empezó: puede acortarla, pero no quitarla.")
    PAST = "past", _("Lo que ya pasó no se cambia.")
    LONGER = "longer", _("Así sería más larga: para eso, añada otra detrás.")
    OVERLAPS = "overlaps", _("Ya está de guardia parte de ese tiempo.")
    TOO_LONG = "too_long", _("Más de dos semanas seguidas no pueden ser: compruebe las fechas.")


class JoinHindrance(models.TextChoices):
    """Why two records cannot be joined, in the words of their page."""

    SAME = "same", _("Es la misma anotación.")
    OTHER_LIFT = "other_lift", _("Son de ascensores distintos.")
    APART = "apart", _("Hay más de un día entre las dos: son dos revisiones.")
    GONE = "gone", _("Una de las dos ya está unida, o no se ha terminado: mírelas otra vez.")


class RouteHindrance(models.TextChoices):
    """Why a route cannot be so, in the words of its page."""

    TAKEN = "taken", _("Ya hay una ruta con ese nombre.")
    GONE = "gone", _("Ya no trabaja aquí: elija a otra persona.")
    NAMED = "named", _("Tiene ascensores, o alguna guardia la nombra: pase antes los ascensores a otra ruta.")
