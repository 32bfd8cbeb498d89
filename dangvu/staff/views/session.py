"""Logging in and out."""

from django.contrib.auth.views import LoginView, LogoutView

from dangvu.staff.forms import LoginForm


class Login(LoginView):
    """The one page a stranger sees."""

    template_name = "staff/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True


class Logout(LogoutView):
    """Leaving; only by a form, never by a link somebody may send."""
