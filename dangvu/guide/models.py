"""How far each user has come on the first day's tour."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dangvu.orgs.models import User


class Taken(models.Model):
    """A step of the tour that a user has taken, and when."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tour_taken")
    step = models.SlugField(max_length=40)
    on = models.DateField()

    class Meta:
        verbose_name = _("bước làm quen đã qua")
        constraints = [models.UniqueConstraint(fields=["user", "step"], name="tour_step_once")]
