"""What people said of pairs that look alike: that they are two."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from dangvu.orgs.models import Person


class Apart(models.Model):
    """Two persons who look like one and are not: not offered as duplicates again. ``one`` has the smaller id."""

    one = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("hai người khác nhau")
        constraints = [models.UniqueConstraint(fields=["one", "other"], name="apart_once")]
