from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maintenance.models import Breakdown
from owners.enums.surveys import Question
from owners.models.owner import Owner
from owners.rules.surveys import FEW
from portal.accounts.models import User
from portal.lib.keys import KeyField

LOW = Q(question=Question.BREAKDOWN, score__lte=FEW[Question.BREAKDOWN]) | Q(
    question=Question.YEARLY, score__lte=FEW[Question.YEARLY]
)


class SurveyQuerySet(models.QuerySet["Survey"]):
    def answered(self) -> "SurveyQuerySet":
        return self.filter(answered_at__isnull=False)

    def to_follow(self) -> "SurveyQuerySet":
        """Low scores nobody has spoken about yet with who gave them."""
        return self.answered().filter(LOW, said_at=None)


class Survey(models.Model):
    """A question to one person, and his answer: of a breakdown (1 to 5), or once a year whether he would recommend us
    (0 to 10). After a low one somebody of ours calls, and writes what was said.
    """

    id = KeyField()
    owner = models.ForeignKey(Owner, models.PROTECT, related_name="surveys", verbose_name=_("titular"))
    person = models.ForeignKey(User, models.PROTECT, related_name="surveys", verbose_name=_("a quién"))
    question = models.CharField(_("de qué"), max_length=9, choices=Question)
    breakdown = models.ForeignKey(
        Breakdown, models.PROTECT, null=True, related_name="surveys", verbose_name=_("avería")
    )
    year = models.PositiveSmallIntegerField(_("del año"), null=True)
    asked_at = models.DateTimeField(_("preguntado"))
    score = models.PositiveSmallIntegerField(_("nota"), null=True)
    words = models.CharField(_("en sus palabras"), max_length=1000, blank=True)
    thanks = models.BooleanField(_("da las gracias a quien vino"), default=False)
    answered_at = models.DateTimeField(_("contestado"), null=True)
    assigned_to = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("le llama"))
    said = models.CharField(_("qué se habló"), max_length=2000, blank=True)
    said_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("habló con él"))
    said_at = models.DateTimeField(_("hablado"), null=True)

    objects = SurveyQuerySet.as_manager()

    class Meta:
        verbose_name = _("pregunta sobre el servicio")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["breakdown", "person"], name="one_question_per_breakdown_and_person"),
            models.UniqueConstraint(fields=["person", "year"], name="one_yearly_question_per_person"),
            models.CheckConstraint(
                condition=Q(question=Question.BREAKDOWN, breakdown__isnull=False, year=None)
                | Q(question=Question.YEARLY, breakdown=None, year__isnull=False),
                name="a_question_is_about_a_breakdown_or_a_year",
            ),
            models.CheckConstraint(
                condition=Q(score=None, answered_at=None, words="", thanks=False)
                | Q(question=Question.BREAKDOWN, score__isnull=False, score__range=(1, 5), answered_at__isnull=False)
                | Q(question=Question.YEARLY, score__isnull=False, score__range=(0, 10), answered_at__isnull=False),
                name="an_answer_has_a_score",
            ),
            models.CheckConstraint(
                condition=Q(said="", said_by=None, said_at=None)
                | (~Q(said="") & Q(said_by__isnull=False, said_at__isnull=False, answered_at__isnull=False)),
                name="a_call_after_an_answer_says_who_and_what",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "-asked_at"], name="questions_to_a_person"),
            models.Index(fields=["-answered_at", "-id"], name="answers_newest_first"),
        ]

    def __str__(self) -> str:
        return f"{self.question} {self.person_id}"
