"""Addresses of the API. A token opens it, never a session: the login in front of every page stands aside."""

from django.contrib.auth.decorators import login_not_required

from dangvu.api.views import api

urlpatterns, app_name, _namespace = api.urls
for each in urlpatterns:
    if each.callback is not None:
        each.callback = login_not_required(each.callback)
