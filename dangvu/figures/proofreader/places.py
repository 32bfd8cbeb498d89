"""For whom: organisations a text names, found among those of the books."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from dangvu.figures.proofreader.sentences import Sentence
from dangvu.figures.proofreader.spelling import clean, normal, older
from dangvu.figures.proofreader.tokens import SIGN, words
from dangvu.orgs.tree import TreeDay

HEADS = tuple(
    tuple(each.split())
    for each in ("đảng bộ bộ phận", "chi bộ", "đảng bộ", "đảng ủy", "chi ủy", "huyện ủy", "tỉnh ủy", "thành ủy", "quận ủy", "thị ủy")
)
LEVELS = {"huyện ủy": "huyện", "tỉnh ủy": "tỉnh", "thành ủy": "thành", "quận ủy": "quận", "thị ủy": "thị"}
LEVEL_WORDS = frozenset(
    "tỉnh huyện xã phường quận thị thành khối trường công tập tổng cơ thôn khu tổ ấp bệnh trung ban viện sở ngân bản xóm nhà "
    "hợp đồn chợ".split()
)
LOWER = frozenset(
    older(
        "các khối doanh nghiệp xã phường huyện tỉnh thành phố thị trấn quận cơ quan trường công ty tập đoàn tổng cổ phần tnhh thôn khu "
        "dân cư tổ số thpt thcs tiểu học trung đại mầm non bệnh viện sở ban ấp bản xóm đảng phòng hợp tác chợ trạm y tế công an quân sự "
        "chi nhánh nhà máy"
    ).split()
)
UNITS = tuple(
    tuple(each.split())
    for each in older(
        "tổng công ty,công ty,tập đoàn,xí nghiệp,nhà máy,bệnh viện,trường,xã,phường,thị trấn,thị xã,thành phố,"
        "huyện,quận,tỉnh,thôn,tổ dân phố,khu phố,hợp tác xã,ngân hàng,phòng,sở,chi nhánh,doanh nghiệp"
    ).split(",")
)
"""Whoever else may admit members or earn money; named with a name of its own it is not the text's committee."""
BODIES = tuple(
    tuple(each.split())
    for each in older(
        "hội đồng nhân dân,hđnd,ủy ban nhân dân,ubnd,công an,mặt trận,mttq,ủy ban mttq,ủy ban mặt trận,hội cựu chiến binh,hội nông dân,"
        "hội phụ nữ,hội lhpn,hội liên hiệp phụ nữ,hội khuyến học,hội chữ thập đỏ,đoàn thanh niên,đoàn phường,đoàn xã,huyện đoàn,tỉnh đoàn,"
        "thành đoàn,liên đoàn lao động,công đoàn,ban chỉ huy quân sự,tòa án,viện kiểm sát,bộ phận một cửa,trạm y tế"
    ).split(",")
)
"""Bodies that are none of the Party's: what they do is in no books."""
BODY_BEGINS = {first: [each for each in BODIES if each[0] == first] for first in {each[0] for each in BODIES}}
WHOLES = (("thành", "phố"), ("thị", "xã"), ("huyện",), ("tỉnh",), ("xã",), ("phường",), ("quận",), ("nước",), ("quốc",))
EVERY = frozenset((older("toàn"), "cả"))
LEVEL_NAMES = tuple("thành phố,thị trấn,thị xã,huyện,tỉnh,xã,phường,quận,thôn,cơ quan,công ty,tổ dân phố,khu phố".split(","))
BEGUN_BY = {first: tuple(head for head in (*HEADS, *UNITS) if head[0] == first) for first in {head[0] for head in (*HEADS, *UNITS)}}
BEGINNING = frozenset((*(head[0] for head in (*HEADS, *UNITS, *BODIES)), *EVERY))
"""Words that begin a name, or say that all of a place are meant: most words of a text are none of them."""
INTRODUCING = frozenset(("tại", "ở", "riêng", "nổi", "bật", "như", "là", "đó", "khi", "và", "do", "cho"))
SELF = 0
"""The organisation the text is of."""
ELSEWHERE = -1
"""An organisation that the books do not know."""


@dataclass(frozen=True, slots=True)
class Named:
    """An organisation named as the one spoken of: tokens, and its id, ``SELF`` or ``ELSEWHERE``."""

    first: int
    last: int
    org: int
    name: str


@dataclass
class Places:
    """The organisations of the books as a text may call them. ``own``: words of the name of the one whose text it is."""

    own: tuple[str, ...]
    names: Mapping[tuple[str, ...], int]
    alias: dict[str, tuple[str, ...]] = field(default_factory=dict)
    is_cell: bool = False

    def named(self, sentence: Sentence) -> Iterator[Named]:
        """Organisations a sentence speaks of: at its beginning, behind a sign, behind “tại”."""
        index = 0
        while index < len(sentence.tokens):
            if sentence.tokens[index].text not in BEGINNING:
                index += 1
                continue
            whole = self._whole_of(sentence, index)
            if whole is not None:
                yield whole
                index = whole.last
                continue
            body = self._body(sentence, index)
            if body is not None:
                yield body
                index = body.last
                continue
            head = self._head(sentence, index)
            if not head:
                index += 1
                continue
            last = self._reach(sentence, index + head)
            said = tuple(token.text for token in sentence.tokens[index:last])
            proper = self._proper(sentence, index + head, last) or self._of_other_level(said, head)
            if last > index + head and proper and self._speaks(sentence, index):
                yield Named(index, last, self._which(said, head), " ".join(said))
            index = max(last, index + head)

    def _whole_of(self, sentence: Sentence, index: int) -> Named | None:
        """“Toàn huyện”, “cả nước”: the committee itself where it is of that level, and else one above it or below."""
        tokens = sentence.tokens
        if not self.own or tokens[index].text not in EVERY:
            return None
        behind = [token.text for token in tokens[index + 1 : index + 3]]
        level = next((each for each in WHOLES if behind[: len(each)] == list(each)), None)
        if level is None:
            return None
        mine = next((word for word in self.own if word in LEVEL_WORDS), "")
        last = index + 1 + len(level)
        return Named(index, last, SELF if level[0] == mine else ELSEWHERE, " ".join(level))

    def _body(self, sentence: Sentence, index: int) -> Named | None:
        """“HĐND phường tổ chức 4 kỳ họp”, where nothing else was told before it. It has no name: nobody speaks of it further on."""
        tokens = sentence.tokens
        for body in BODY_BEGINS.get(tokens[index].text, ()):
            last = index + len(body)
            if tuple(token.text for token in tokens[index:last]) != body or set(body) <= set(self.own):
                continue
            told = any(hit.sort == "event" and hit.last <= index for hit in sentence.hits)
            if not told and (index == 0 or tokens[index - 1].kind == SIGN):
                return Named(index, last, ELSEWHERE, "")
        return None

    def _head(self, sentence: Sentence, index: int) -> int:
        """How many tokens the word for a Party organisation takes that begins here, 0 for none."""
        for head in BEGUN_BY.get(sentence.tokens[index].text, ()):
            if all(index + at < len(sentence.tokens) and sentence.tokens[index + at].text == word for at, word in enumerate(head)):
                return len(head)
        return 0

    def _reach(self, sentence: Sentence, index: int) -> int:
        while index < len(sentence.tokens):
            token = sentence.tokens[index]
            counts = token.text.isdecimal() and any(hit.sort == "unit" and hit.first == index + 1 for hit in sentence.hits)
            if token.kind == SIGN or counts or not (token.capital or token.text in LOWER or token.text.isdecimal()):
                break
            index += 1
        return index

    def _proper(self, sentence: Sentence, first: int, last: int) -> bool:
        return any(token.capital or token.text.isdecimal() for token in sentence.tokens[first:last])

    def _of_other_level(self, said: tuple[str, ...], head: int) -> bool:
        """“Đảng bộ thành phố”, in a text of the province: no name, and another all the same."""
        if said[:head] in UNITS or not self.own:
            return False
        rest = " ".join(said[head:])
        level = next((each for each in LEVEL_NAMES if rest == each or rest.startswith(each + " ")), "")
        return bool(level) and not set(level.split()) <= set(self.own)

    def _speaks(self, sentence: Sentence, index: int) -> bool:
        return index == 0 or sentence.tokens[index - 1].kind == SIGN or sentence.tokens[index - 1].text in INTRODUCING

    def _which(self, said: tuple[str, ...], head: int) -> int:
        name, own = set(said[head:]), set(self.own)
        cell = said[:head] in (("chi", "bộ"), ("chi", "ủy"))
        if (name <= own or (len(own) > 1 and own <= name)) and (self.is_cell or not cell):
            return SELF
        for length in range(len(said), head, -1):
            if said[:length] in self.names and all(word in LOWER for word in said[length:]):
                return self.names[said[:length]]
        level = (
            LEVELS.get(" ".join(said[:head]))
            or (said[0] if said[:head] in UNITS else "")
            or next((word for word in said[head:] if word in LEVEL_WORDS), "")
        )
        mine = next((word for word in self.own if word in LEVEL_WORDS), "")
        if level and level == mine and (self.is_cell or not cell):
            # The books may call it “Đảng bộ huyện” only: the first of its level is the one whose text it is.
            rest = tuple(word for word in said[head:] if word not in LEVEL_WORDS and word not in LOWER)
            return SELF if self.alias.setdefault(level, rest) == rest else ELSEWHERE
        return ELSEWHERE


def places(tree: TreeDay | None, org: int | None) -> Places:
    """The names in force on the day of the tree; the same name twice is nobody's."""
    if tree is None or org is None:
        return Places((), {})
    state = tree.state(org)
    is_cell = state is not None and _split(state.name)[:2] == ("chi", "bộ")
    return Places(_own(state.name) if state else (), _names(tree, org), is_cell=is_cell)


def _names(tree: TreeDay, org: int) -> dict[tuple[str, ...], int]:
    found: dict[tuple[str, ...], int] = {}
    twice = set()
    for each in tree.order():
        state = tree.state(each)
        if state is None or each == org:
            continue
        name = _split(state.name)
        if name in found:
            twice.add(name)
        found[name] = each
    return {name: each for name, each in found.items() if name not in twice}


@lru_cache(maxsize=8192)
def _split(name: str) -> tuple[str, ...]:
    return words(normal(clean(name)))


def _own(name: str) -> tuple[str, ...]:
    said = _split(name)
    for head in HEADS:
        if said[: len(head)] == head:
            return said[len(head) :]
    return said
