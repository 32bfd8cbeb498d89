"""Slips that open an account, and the log of what was done to accounts."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Slip(models.Model):
    """A printed one-time code with which somebody sets a password. Only its hash is kept."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="slips")
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("phiếu mở tài khoản")
        ordering = ["-pk"]


class ApiToken(models.Model):
    """With which another program acts as a user, within some of the user's rights, until a day. Only its hash is kept."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("khóa kết nối")
        ordering = ["-pk"]


class AccountAct(models.Model):
    """What was done to an account: made, a role given or ended, a slip printed or used. Never changed."""

    class What(models.TextChoices):
        CREATED = "created", _("lập tài khoản")
        GRANTED = "granted", _("giao vai trò")
        ENDED = "ended", _("kết thúc vai trò")
        HANDED = "handed", _("bàn giao vai trò")
        SLIP = "slip", _("in phiếu mở tài khoản")
        OPENED = "opened", _("đặt mật khẩu bằng phiếu")
        CLOSED = "closed", _("khóa tài khoản")
        LINKED = "linked", _("gắn với đảng viên")
        TOKEN = "token", _("tạo khóa kết nối")
        UNTOKEN = "untoken", _("thu hồi khóa kết nối")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="acts")
    what = models.CharField(max_length=10, choices=What.choices)
    detail = models.CharField(max_length=300, blank=True, default="")
    actor = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("việc về tài khoản")
        ordering = ["-pk"]
