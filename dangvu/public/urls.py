"""Addresses of the news site."""

from django.urls import path

from dangvu.public import feeds
from dangvu.public.views import lists, pictures, site

app_name = "public"
urlpatterns = [
    path("", site.front, name="front"),
    path("tim/", lists.search, name="search"),
    path("luu-tru/", lists.archive, name="archive"),
    path("luu-tru/<int:year>/<int:month>/", lists.month, name="month"),
    path("chuyen-muc/<slug:topic>/", lists.topic, name="topic"),
    path("rss.xml", feeds.latest, name="rss"),
    path("sitemap.xml", lists.sitemap, name="sitemap"),
    path("anh/<path:name>", pictures.rendition, name="picture"),
    path("so/<int:edition>/<int:place>/", site.number, name="number"),
    path("ban/<str:code>/", site.edition, name="edition"),
]
