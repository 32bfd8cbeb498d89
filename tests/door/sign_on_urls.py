"""The site's addresses as they are where a provider of single sign-on is set."""

from django.urls import include, path

from dangvu import urls

handler500 = urls.handler500
urlpatterns = [path("tai-khoan/chung/", include("allauth.socialaccount.providers.openid_connect.urls")), *urls.urlpatterns]
