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

from dangvu.core import key_file

PACKAGE = Path(__file__).resolve().parent
HOME = Path(os.environ.get("DANGVU_HOME", "var")).resolve()


def flag(name: str, default: bool = False) -> bool:
    """Read a yes/no setting; anything but the known words is refused rather than guessed."""
    text = os.environ.get(name, "").strip().lower()
    if text in ("", "0", "1", "no", "yes", "false", "true"):
        return default if text == "" else text in ("1", "yes", "true")
    raise ImproperlyConfigured(f"{name} must be yes or no, not {text!r}.")


def sqlite(path: Path) -> dict[str, Any]:
    """SQLite as a server's database: one writer at a time, readers never wait, an acknowledged write is on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            # What is erased is overwritten.
            # A file keeps the size of pages it was made with; why 4 KiB: record 0021, a sixth look at one entry.
            "init_command": "PRAGMA page_size=4096; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
            "PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY; PRAGMA secure_delete=ON;",
        },
    }


def postgresql(url: str) -> dict[str, Any]:
    """Turn a postgresql:// address into Django's terms. Query parameters go to the driver (a socket's host among them)."""
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    threshold = options.pop("prepare_threshold", "5")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or parts.hostname or "",
        "PORT": options.pop("port", "") or parts.port or "",
        # Without a number here the driver prepares nothing at all, not even what ledger.driver asks it to.
        "OPTIONS": {**options, "prepare_threshold": int(threshold) if threshold.isdecimal() else None},
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


# The keys of sensitive values: outside the database, and elsewhere than the home if an installation wants so.
VALUE_KEYS = Path(os.environ.get("DANGVU_VALUE_KEYS", "") or HOME / "keys" / "values.json")
# Waking members' phones asks the makers' push services on the network: off unless an installation wants it. Whom it may ask, and whom
# those services can write to; the key lies beside the others.
PUSH = flag("DANGVU_PUSH")
PUSH_KEY = VALUE_KEYS.with_name("push.pem")
PUSH_CONTACT = os.environ.get("DANGVU_PUSH_CONTACT", "mailto:admin@localhost")
PUSH_PORT = 443
PUSH_HOSTS = os.environ.get(
    "DANGVU_PUSH_HOSTS", "fcm.googleapis.com updates.push.services.mozilla.com web.push.apple.com .notify.windows.com .push.apple.com"
).split()
# Where pg_dump and pg_restore are, when those on the path are not of the server's version.
PG_BIN = os.environ.get("DANGVU_PG_BIN", "")
DEBUG = flag("DANGVU_DEBUG")
# One random key per home: sessions survive a restart and no key is ever in the code.
SECRET_KEY = key_file.kept(HOME / "keys" / "secret.key", lambda: secrets.token_urlsafe(50).encode("ascii")).decode("ascii")
ALLOWED_HOSTS = os.environ.get("DANGVU_HOSTS", "localhost 127.0.0.1 [::1]").split()
# An https address in front of the program is told here; a clerk's own machine speaks plain http to itself.
HTTPS = flag("DANGVU_HTTPS")
# The reverse proxy that speaks https for the program: it alone is believed about where a caller comes from.
PROXY = os.environ.get("DANGVU_PROXY", "127.0.0.1")

# The address of a provider of single sign-on, if the organisation has one.
OIDC_URL = os.environ.get("DANGVU_OIDC_URL", "")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "axes",
    # Before allauth, whose pages are shown by templates of ours.
    "dangvu.staff",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    # It brings what speaks to other servers, in every process: only where there is such a provider.
    *(["allauth.socialaccount.providers.openid_connect"] if OIDC_URL else []),
    "dangvu.orgs",
    "dangvu.accounts",
    "dangvu.guide",
    "dangvu.rules",
    "dangvu.ledger",
    "dangvu.dossiers",
    "dangvu.figures",
    "dangvu.meetings",
    "dangvu.reports",
    "dangvu.exchange",
    "dangvu.handbook",
    "dangvu.privacy",
    "dangvu.quality",
    "dangvu.member",
    # Pages and the editor of the news site: only the parts of Wagtail that are used.
    "dangvu.pages",
    "dangvu.public",
    "wagtail.users",
    "dangvu.pages.kept.apps.PicturesConfig",
    # Its pages are closed; those of the editor ask for its address.
    "dangvu.pages.kept.apps.DocumentsConfig",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    # The editor's search boxes.
    "modelsearch",
    "taggit",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "dangvu.public.middleware.WayMiddleware",
    "dangvu.public.middleware.AlikeForAllMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "dangvu.door.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "dangvu.door.staying.StayingMiddleware",
    "dangvu.door.middleware.SecondFactorMiddleware",
    "dangvu.public.middleware.EditorsDoorMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "dangvu.room_urls"
DATABASES = {"default": database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "dangvu.staff.rendering.Widgets"
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
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "staff:home"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "dangvu.door.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
# Failed logins are counted once, by axes.
ACCOUNT_RATE_LIMITS: dict[str, str] = {"login_failed": "", "login": ""}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
MFA_ADAPTER = "dangvu.door.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1
# Roles that need a second factor. On a clerk's own machine those who give rights or read the log; behind https all who see the persons of
# a committee. “none” asks nobody.
SECOND_FACTOR_ROLES = os.environ.get(
    "DANGVU_SECOND_FACTOR", "administrator auditor clerk secretary inspection" if HTTPS else "administrator auditor"
).split()
SOCIALACCOUNT_ADAPTER = "dangvu.door.adapters.SignOnAdapter"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
# The name and secret by which that provider knows this site.
OIDC_CLAIM = os.environ.get("DANGVU_OIDC_CLAIM", "preferred_username")
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "chung",
                "name": os.environ.get("DANGVU_OIDC_NAME", "Đăng nhập chung"),
                "client_id": os.environ.get("DANGVU_OIDC_CLIENT", ""),
                "secret": os.environ.get("DANGVU_OIDC_SECRET", ""),
                "settings": {"server_url": OIDC_URL},
            }
        ]
        if OIDC_URL
        else [],
    }
}

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "libraries": {"i18n": "dangvu.door.i18n_tags", "static": "dangvu.door.address_tags"},
            "builtins": ["dangvu.door.address_tags", "dangvu.door.needed_tags"],
        },
    }
]

# Two libraries of tags are called i18n, and two static, Django's and the ones above that take their place: that is meant.
SILENCED_SYSTEM_CHECKS = ["templates.W003"]

# After how many postings balances are packed for quick summing (``ledger.pages``); 0: never. Answers are the same either way.
BALANCES_AFTER = int(os.environ.get("DANGVU_BALANCES_AFTER", "1000"))

LANGUAGE_CODE = "vi"
LANGUAGE_COOKIE_NAME = "ngon_ngu"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale", PACKAGE / "pages" / "kept" / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
# Files are found where they lie in the package: an office has no collecting step to forget.
WHITENOISE_USE_FINDERS = True
MEDIA_ROOT = HOME / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    # Sizes of the news site's pictures, shown by a view that knows which are public.
    "renditions": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": MEDIA_ROOT / "news", "base_url": "/tin/anh/"},
    },
}

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 8 * 60 * 60
"""Seconds from the last renewal of a login (``dangvu.door.staying``)."""
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'", *(["{0.scheme}://{0.netloc}".format(urlsplit(OIDC_URL))] if OIDC_URL else [])],
        "frame-ancestors": ["'none'"],
    }
}

# The editor's room of the news site. What of Wagtail is this program's own business (login, passwords, accounts, mail) is off, and so is
# whatever asks the network.
WAGTAIL_SITE_NAME = "Trang tin"
WAGTAILADMIN_BASE_URL = ""
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_PASSWORD_RESET_ENABLED = WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_ENABLE_UPDATE_CHECK = WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILADMIN_PERMITTED_LANGUAGES = [("vi", "Tiếng Việt")]
WAGTAIL_FINISH_WORKFLOW_ACTION = "dangvu.pages.finish.finished"
# The editor's search asks the tables themselves: no index that has to be kept in step, or emptied when a person is erased.
MODELSEARCH_BACKENDS = {"default": {"BACKEND": "modelsearch.backends.database.fallback"}}
WAGTAILIMAGES_IMAGE_MODEL = "pages.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "dangvu.public.forms.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 2**20
WAGTAILIMAGES_RENDITION_STORAGE = "renditions"
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
# Wagtail's tables as they are, made at once (docs/decisions/0016-news-site.md).
MIGRATION_MODULES = {
    name: f"dangvu.pages.kept.migrations.{name}"
    for name in ("wagtailcore", "wagtailimages", "wagtaildocs", "wagtailusers", "wagtailadmin", "taggit")
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler", "stream": sys.stderr}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
