import json, os, pytest, datetime
from tests.oracle.fold import *
from tests.oracle.figures import *
from tests.oracle.statement import statement as ostat
from tests.oracle.asked import Question
from tests.oracle.dependence import nothing_depends
from tests.properties.engine import a_book, Engine

pytestmark = pytest.mark.django_db


def ok(lines):
    for n in range(1, len(lines) + 1):
        if not is_valid(lines[:n]):
            return False
        l = lines[n - 1]
        if l["kind"] == "reversal" and not nothing_depends(lines[: n - 1], l["of"]):
            return False
    return True


def verdict(lines):
    out = set()
    try:
        with a_book(lines) as engine:
            n = len(lines)
            ds = days_of(lines)
            for d in ds:
                q = Question(ds[0], d, n)
                ev = engine.everywhere(FIGURES, q)
                b = Book(lines)
                for org in b.at(d).orgs:
                    for c in FIGURES:
                        v = value(c, b, org, q.start, q.end)
                        if v != ev[org][c]:
                            out.add((c, org, str(d), str(ev[org][c]), str(v)))
    except AssertionError as e:
        return {("REFUSED", str(e).split("\n")[0])}
    return out


def kinds(v):
    return {x[0] for x in v}


def minimise(lines):
    first = verdict(lines)
    assert first, "no disagreement"
    refused = "REFUSED" in kinds(first)
    changed = True
    while changed:
        changed = False
        for i in reversed(range(len(lines))):
            less = lines[:i] + lines[i + 1 :]
            if not ok(less):
                continue
            v = verdict(less)
            if v and (("REFUSED" in kinds(v)) == refused):
                lines = less
                changed = True
    return lines


@pytest.mark.parametrize("name", os.environ["MIN"].split(","))
def test_min(name):
    f, _, i = name.partition(":")
    lines = json.load(open("/tmp/pt/" + f))
    if i:
        lines = lines[int(i)][1]
    assert ok(lines)
    m = minimise(lines)
    print("\n=====", name)
    for l in m:
        if l["kind"] != "person":
            print(json.dumps(l, ensure_ascii=False))
    print(sorted(verdict(m))[:12])
