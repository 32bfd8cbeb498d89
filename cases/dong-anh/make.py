"""Write the case of Đông Anh: the half term of the bloc's committee as load lines.

    python make.py [FOLDER]

writes 01-organisations.jsonl … 06-2023.jsonl into FOLDER (default: the folder of this file), and the dossiers behind them
and under way into FOLDER/dossiers. The seed is fixed: the same program writes the same bytes.
"""

import sys
from pathlib import Path

from admissions import plan_admissions
from book import Book, Line, dump
from casework import Office, archive, officers, under_way
from handbook import plan_handbook
from movements import plan_movements
from opening import open_book
from structure import plan_structure
from work import plan_work

SEED = 20200531
FILES = {"2020": "03-2020", "2021": "04-2021", "2022": "05-2022", "2023": "06-2023"}


def half_term() -> list[Line]:
    """All lines of the case in the order of recording."""
    book = Book(SEED)
    cast = open_book(book)
    plan_structure(book)
    plan_admissions(book, cast)
    plan_movements(book, cast)
    plan_handbook(book)
    plan_work(book)
    book.run()
    return book.finish()


def file_of(line: Line) -> str:
    """The opening is recorded on one day and fills two files; the term fills one a year."""
    if line["recorded"].startswith("2020-06-01"):
        return "01-organisations" if line["kind"].startswith("organisation") else "02-people-and-opening"
    return FILES[line["recorded"][:4]]


def write_files(folder: Path) -> None:
    texts: dict[str, list[str]] = {}
    lines = half_term()
    for line in lines:
        texts.setdefault(file_of(line), []).append(dump(line) + "\n")
    office = Office(lines, SEED)
    (folder / "dossiers").mkdir(exist_ok=True)
    texts["dossiers/01-archive"] = [dump(line) + "\n" for line in archive(office)]
    texts["dossiers/03-officers"] = [dump(line) + "\n" for line in officers(office)]
    texts["dossiers/02-under-way"] = [dump(line) + "\n" for line in under_way(office)]
    for name, lines in texts.items():
        (folder / f"{name}.jsonl").write_text("".join(lines), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_files(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
