"""Forms of the office's pages."""

from __future__ import annotations

from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _


class LoginForm(AuthenticationForm):
    """Name and password. One sentence for every failure: it must not tell which names exist."""

    error_messages = {
        "invalid_login": _("Tên đăng nhập hoặc mật khẩu không đúng; hãy thử lại, chú ý chữ hoa và bộ gõ tiếng Việt."),
        "inactive": _("Tên đăng nhập hoặc mật khẩu không đúng; hãy thử lại, chú ý chữ hoa và bộ gõ tiếng Việt."),
    }
