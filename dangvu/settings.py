"""Settings of the site. Everything an installation changes is an environment variable; nothing needs to be set for an office."""

from __future__ import annotations

import os
import secrets
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PACKAGE = Path(__file__).resolve().parent
HOME = Path(os.environ.get("DANGVU_HOME", "var")).resolve()


def flag(name: str, default: bool = False) -> bool:
    """Read a yes/no setting; anything but the known words is refused rather than guessed."""
    text = os.environ.get(name, "").strip().lower()
    if text in ("", "0", "1", "no", "yes", "false", "true"):
        return default if text == "" else text in ("1", "yes", "true")
    raise ImproperlyConfigured(f"{name} must be yes or no, not {text!r}.")


def secret_key() -> str:
    """Keep one random key per home: sessions survive a restart and no key is ever in the code."""
    path = HOME / "keys" / "secret.key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_text(encoding="ascii")
        with os.fdopen(descriptor, "w", encoding="ascii") as stream:
            stream.write(secrets.token_urlsafe(50))
    return path.read_text(encoding="ascii")


def sqlite(path: Path) -> dict[str, Any]:
    """SQLite as a server's database: one writer at a time, readers never wait, an acknowledged write is on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            # Pages of 8 KiB split less often than those of 4: a load is some percent faster. A file keeps the size it was made with.
            "init_command": "PRAGMA page_size=8192; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
            "PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY;",
        },
    }


def postgresql(url: str) -> dict[str, Any]:
    """Turn a postgresql:// address into Django's terms. Query parameters go to the driver (a socket's host among them)."""
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or parts.hostname or "",
        "PORT": options.pop("port", "") or parts.port or "",
        "OPTIONS": options,
        "CONN_MAX_AGE": 60,
    }


def database() -> dict[str, Any]:
    """The database of this installation: a file in the home unless an address says otherwise."""
    url = os.environ.get("DANGVU_DATABASE_URL", "")
    if not url:
        return sqlite(HOME / "dangvu.sqlite3")
    if url.startswith(("postgresql://", "postgres://")):
        return postgresql(url)
    if url.startswith("sqlite:///"):
        return sqlite(Path(url.removeprefix("sqlite:///")))
    raise ImproperlyConfigured("DANGVU_DATABASE_URL must begin with postgresql:// or sqlite:///.")


# Where pg_dump and pg_restore are, when those on the path are not of the server's version.
PG_BIN = os.environ.get("DANGVU_PG_BIN", "")
DEBUG = flag("DANGVU_DEBUG")
SECRET_KEY = secret_key()
ALLOWED_HOSTS = os.environ.get("DANGVU_HOSTS", "localhost 127.0.0.1 [::1]").split()
# An https address in front of the program is told here; a clerk's own machine speaks plain http to itself.
HTTPS = flag("DANGVU_HTTPS")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "axes",
    "dangvu.orgs",
    "dangvu.rules",
    "dangvu.ledger",
    "dangvu.dossiers",
    "dangvu.figures",
    "dangvu.meetings",
    "dangvu.reports",
    "dangvu.exchange",
    "dangvu.staff",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "dangvu.urls"
DATABASES = {"default": database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "orgs.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
# Five wrong passwords for a name from one machine close the door to that pair for a quarter of an hour: guessing is hopeless, and
# nobody elsewhere can shut a clerk out.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "staff/locked.html"
AXES_VERBOSE = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "staff:login"
LOGIN_REDIRECT_URL = "staff:home"
LOGOUT_REDIRECT_URL = "staff:login"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
# Files are found where they lie in the package: an office has no collecting step to forget.
WHITENOISE_USE_FINDERS = True
MEDIA_ROOT = HOME / "files"

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 8 * 60 * 60
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler", "stream": sys.stderr}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
