"""All addresses of the site, Wagtail's editor's room among them: large, and few ever enter it."""

from django.db import connection
from django.urls import include, path

from dangvu import urls
from dangvu.core.lazily import imported

# It looks for PostgreSQL's own kinds of fields; a file of SQLite has none, and their driver takes 9 MiB.
editors_room = imported("wagtail.admin.urls", without=("psycopg",) if connection.vendor == "sqlite" else ())

handler500 = urls.handler500
urlpatterns = [*urls.OURS, path("bien-tap/", include(editors_room))]
