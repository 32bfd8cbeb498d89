"""What the kept libraries of the login are told about this house: nobody signs up, secrets are sealed, sentences are ours."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.accounts.factors import FACTOR, required
from dangvu.core.days import today
from dangvu.orgs import vault
from dangvu.orgs.access import only_member
from dangvu.orgs.models import User

WRONG = lazy("Tên đăng nhập hoặc mật khẩu không đúng; hãy thử lại, chú ý chữ hoa và bộ gõ tiếng Việt.")


class AccountAdapter(DefaultAccountAdapter):
    """One sentence for every failed login: it must not tell which names exist."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": WRONG,
        "account_inactive": WRONG,
        "incorrect_password": lazy("Mật khẩu không đúng; hãy thử lại."),
        "enter_current_password": lazy("Hãy gõ đúng mật khẩu đang dùng."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by the administrator."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Who holds no role of the office, but is a member, comes to the own record."""
        user = request.user
        member = isinstance(user, User) and only_member(user, today())
        return resolve_url("member:home" if member else settings.LOGIN_REDIRECT_URL)

    def add_message(self, *args: Any, **named: Any) -> None:
        """The library's own messages are in no language of ours; the pages say what happened."""

    def send_notification_mail(self, *args: Any, **named: Any) -> None:
        """Nothing is sent: an office has no mail server."""


class FactorAdapter(DefaultMFAAdapter):
    """Secrets of second factors lie sealed in the database."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": lazy("Mã không đúng; hãy chờ mã mới trên điện thoại rồi gõ lại."),
        "cannot_delete_authenticator": lazy("Vai trò của bạn cần lớp xác thực này; hãy thêm cách khác trước khi bỏ."),
    }

    def encrypt(self, text: str) -> str:
        return vault.seal({"secret": text}, FACTOR)

    def decrypt(self, encrypted_text: str) -> str:
        return str(vault.unseal(encrypted_text, FACTOR)["secret"])

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last one stays while a role requires it."""
        if authenticator.type == Authenticator.Type.RECOVERY_CODES or not required(authenticator.user):
            return True
        others = Authenticator.objects.filter(user=authenticator.user).exclude(pk=authenticator.pk)
        return bool(others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())

    def get_totp_issuer(self) -> str:
        return "Đảng vụ"


class SignOnAdapter(DefaultSocialAccountAdapter):
    """Single sign-on opens accounts that exist already: the name that the provider tells must be the name of one."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Join the two at the first time."""
        if sociallogin.is_existing:
            return
        told = sociallogin.account.extra_data
        claims = {**told, **told.get("userinfo", {}), **told.get("id_token", {})}
        name = str(claims.get(settings.OIDC_CLAIM, "")).strip().lower()
        user = User.objects.filter(username=name, is_active=True).first() if name else None
        if user is None:
            messages.error(
                request, _("Hệ thống đăng nhập chung đã nhận bạn, nhưng ở đây chưa có tài khoản mang tên ấy; hãy liên hệ quản trị.")
            )
            raise ImmediateHttpResponse(redirect("account_login"))
        sociallogin.connect(request, user)
