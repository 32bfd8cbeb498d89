"""The library's shelf: documents with their versions, members' bookmarks, and study sessions with who studied.

Nothing classified lies here. Documents are for every member below the organisation that publishes them, so they lie in the open and can be
searched. Who studied is counted in the ledger (kind ``activity``); the lines here are what was counted.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dangvu.dossiers.kinds.duties import TYPES
from dangvu.dossiers.models import Step
from dangvu.meetings.models import Meeting
from dangvu.orgs.models import Organisation, Person
from dangvu.orgs.vault import SealedJSON


class Publication(models.Model):
    """A document of the library, as its newest version says. ``words``: what it is searched by, folded, beginning and ending in a space."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="library")
    sort = models.CharField(max_length=20, choices=TYPES)
    number = models.CharField(max_length=100, blank=True, default="")
    issuer = models.CharField(max_length=300, blank=True, default="")
    title = models.CharField(max_length=500)
    dated = models.DateField(null=True)
    words = models.TextField(default="")
    published_at = models.DateTimeField()
    renewed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        verbose_name = _("văn bản của thư viện")
        ordering = ["-renewed_at", "-pk"]

    @property
    def open(self) -> bool:
        """Whether members read it."""
        return self.withdrawn_at is None


class Edition(models.Model):
    """A version of a document. ``parts``: its paragraphs in order, ``{"text": …, "level": 0}``; a heading's level is 1, 2 or 3."""

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="editions")
    place = models.PositiveIntegerField()
    number = models.CharField(max_length=100, blank=True, default="")
    dated = models.DateField(null=True)
    note = models.CharField(max_length=300, blank=True, default="")
    parts = models.JSONField(default=list)
    published_by = models.CharField(max_length=150)
    published_at = models.DateTimeField()

    class Meta:
        verbose_name = _("bản của văn bản")
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["publication", "place"], name="one_edition_a_place")]


class Bookmark(models.Model):
    """A member's mark at a paragraph, which nobody else sees. ``paragraph``: its place in the version, from 1."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="bookmarks")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="bookmarks")
    paragraph = models.PositiveIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("dấu trang")
        ordering = ["edition__publication__title", "edition__place", "paragraph"]
        constraints = [models.UniqueConstraint(fields=["user", "edition", "paragraph"], name="one_bookmark_a_paragraph")]


class Study(models.Model):
    """A study session of a document by a cell. ``questions``: what is discussed. ``entries``: what it booked; ``step``: of the dossier of
    the superior's document, where there is one. ``closings``: how often it was booked.
    """

    class State(models.TextChoices):
        OPEN = "open", _("đang học tập")
        CLOSED = "closed", _("đã ghi sổ")
        CANCELLED = "cancelled", _("không tổ chức")

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="studies")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="studies")
    meeting = models.ForeignKey(Meeting, on_delete=models.SET_NULL, null=True, related_name="studies")
    step = models.ForeignKey(Step, on_delete=models.SET_NULL, null=True, related_name="+")
    on = models.DateField()
    questions = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    entries = models.JSONField(default=list)
    closings = models.PositiveIntegerField(default=0)
    why = models.CharField(max_length=300, blank=True, default="")
    created_by = models.CharField(max_length=150)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("buổi học tập")
        ordering = ["-on", "-pk"]

    @property
    def open(self) -> bool:
        """Whether anything of it may still change."""
        return self.state == self.State.OPEN


class Learner(models.Model):
    """One on the list of a study session. ``flag``: why one need not study (exempt, away, suspended). ``claimed_at``: when one said on the
    phone to have studied; only the secretary's ``studied`` counts. ``said_at``: when that was last said or taken back. ``data``: own notes,
    ``{"note": text, "at": when}``, which nobody else reads.
    """

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="learners")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    flag = models.CharField(max_length=20, blank=True, default="")
    claimed_at = models.DateTimeField(null=True)
    said_at = models.DateTimeField(null=True)
    studied = models.BooleanField(default=False)
    data = SealedJSON()

    class Meta:
        verbose_name = _("người học tập")
        ordering = ["person__sort_key", "pk"]
        constraints = [models.UniqueConstraint(fields=["study", "person"], name="one_learner_a_study")]

    @property
    def bound(self) -> bool:
        """Whether one is among those who have to study: nobody whom the books excuse, unless one studied all the same."""
        return not self.flag or self.studied
