"""Addresses of the site: each face owns its own. Those of the login are the kept library's, under names of ours.

Wagtail's own addresses are not among them: who enters the editor's room is shown the way by ``dangvu.room_urls``, which has all.
"""

from allauth.account import views as account
from allauth.socialaccount import views as social
from django.conf import settings
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from dangvu.core.lazily import imported
from dangvu.door.later import Later
from dangvu.public.views import site

# Keys and passkeys come with what reads them and a list of all the world's domains; most log in with a password and six digits.
second_factors = imported("allauth.mfa.urls", later=("allauth.mfa.webauthn.internal.auth",))

handler500 = "dangvu.door.views.broken"
OURS = [
    path("dang-nhap/", account.login, name="account_login"),
    path("thoat/", account.logout, name="account_logout"),
    path("tai-khoan/", include(second_factors)),
    path("tai-khoan/phien/", include("allauth.usersessions.urls")),
    path("tai-khoan/mat-khau/", account.password_change, name="account_change_password"),
    path("tai-khoan/xac-nhan/", account.reauthenticate, name="account_reauthenticate"),
    path("tai-khoan/da-khoa/", account.account_inactive, name="account_inactive"),
    *([path("tai-khoan/chung/", include("allauth.socialaccount.providers.openid_connect.urls"))] if settings.OIDC_URL else []),
    path("tai-khoan/chung-da-thoi/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("tai-khoan/chung-loi/", social.login_error, name="socialaccount_login_error"),
    Later("api/v1/", "dangvu.api.urls", "api"),
    path("so-tay/", include("dangvu.member.urls")),
    path("robots.txt", site.robots, name="robots"),
    path("tin/", include("dangvu.public.urls")),
    # Wagtail asks for the address of a page by this name.
    re_path(r"^tin/((?:[\w\-]+/)*)$", site.page, name="wagtail_serve"),
    # Where Wagtail's own pages of the account would be.
    path("bien-tap/logout/", account.logout, name="editors_logout"),
    path("bien-tap/account/", RedirectView.as_view(pattern_name="mfa_index"), name="editors_account"),
    path("bien-tap/", include("dangvu.public.room_urls")),
    path("", include("dangvu.staff.urls")),
]
# The room's front door has the name Wagtail gives it; what answers there is in dangvu.room_urls.
urlpatterns = [*OURS, path("bien-tap/", site.front, name="wagtailadmin_home")]
