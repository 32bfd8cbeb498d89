"""What people bring: cameras' traces are gone, traps are refused."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document
from PIL import Image

from dangvu.core import uploads
from dangvu.core.uploads import Harmful


def jpeg(*, sideways: bool = False) -> bytes:
    """A photograph with the place where it was taken."""
    exif = Image.Exif()
    exif[0x010F] = "Máy ảnh của ông Ba"
    exif.get_ifd(0x8825)[2] = (21.0, 8.0, 30.0)
    if sideways:
        exif[0x0112] = 6
    raw = io.BytesIO()
    Image.new("RGB", (40, 20), "red").save(raw, "JPEG", exif=exif)
    return raw.getvalue()


def docx(**changes: bytes) -> bytes:
    """A Word file with parts added or replaced."""
    raw = io.BytesIO()
    word = Document()
    word.add_paragraph("Đơn xin vào Đảng")
    word.save(raw)
    with zipfile.ZipFile(raw, "a", zipfile.ZIP_DEFLATED) as parts:
        for name, part in changes.items():
            parts.writestr(name, part)
    return raw.getvalue()


def test_a_photograph_keeps_its_picture_and_nothing_else() -> None:
    raw = jpeg()
    assert Image.open(io.BytesIO(raw)).getexif()
    kept = uploads.picture(raw, "image/jpeg")
    found = Image.open(io.BytesIO(kept))
    assert found.size == (40, 20) and not found.getexif() and "ông Ba".encode() not in kept


def test_a_photograph_taken_sideways_stands_upright() -> None:
    assert Image.open(io.BytesIO(uploads.picture(jpeg(sideways=True), "image/jpeg"))).size == (20, 40)


def test_what_is_hidden_behind_a_picture_is_gone() -> None:
    assert b"<script>" not in uploads.picture(jpeg() + b"<script>alert(1)</script>", "image/jpeg")


@pytest.mark.parametrize("raw", [b"\xff\xd8\xff" + bytes(100), jpeg()[:200], b""])
def test_a_broken_picture(raw: bytes) -> None:
    with pytest.raises(Harmful, match="picture"):
        uploads.picture(raw, "image/jpeg")


def test_a_picture_that_unpacks_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "PIXELS", 799)
    with pytest.raises(Harmful, match="bomb"):
        uploads.picture(jpeg(), "image/jpeg")


RELATIONS = (
    b'<Relationships><Relationship Id="r1" Type="http://x/relationships/%s" Target="http://x/y" TargetMode="External"/></Relationships>'
)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"word/vbaProject.bin": b"x"}, "macro"),
        ({"word/activeX/activeX1.xml": b"<x/>"}, "macro"),
        ({"word/embeddings/a.exe": b"MZ"}, "macro"),
        ({"customXml/item1.xml": b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'}, "bomb"),
        ({"word/_rels/settings.xml.rels": RELATIONS % b"attachedTemplate"}, "link"),
        ({"word/media/a.txt": bytes(40_000_000)}, "bomb"),
    ],
)
def test_a_word_file_that_could_do_something(changes: dict[str, bytes], why: str) -> None:
    with pytest.raises(Harmful, match=why):
        uploads.word(docx(**changes))


def test_an_ordinary_word_file() -> None:
    uploads.word(docx())
    uploads.word(docx(**{"word/_rels/x.xml.rels": RELATIONS % b"hyperlink"}))
    with pytest.raises(Harmful, match="bomb"):
        uploads.word(b"PK\x03\x04word/")


def test_a_pdf_that_runs_something() -> None:
    uploads.pdf(b"%PDF-1.7 /Type /Catalog")
    with pytest.raises(Harmful, match="script"):
        uploads.pdf(b"%PDF-1.7 /OpenAction << /S /JavaScript /JS (app.alert(1)) >>")
