"""A course as small as a word: where its points stand, what is left out, where the target runs."""

from __future__ import annotations

from decimal import Decimal

from dangvu.core.sparks import EDGE, HEIGHT, WIDTH, spark


def test_the_lowest_point_is_at_the_foot_and_the_highest_at_the_top() -> None:
    drawn = spark([10, 30, 20])
    assert drawn is not None
    assert drawn.lines == (f"{EDGE:.1f},{HEIGHT - EDGE:.1f} {WIDTH / 2:.1f},{EDGE:.1f} {WIDTH - EDGE:.1f},{HEIGHT / 2:.1f}",)
    assert drawn.end == (f"{WIDTH - EDGE:.1f}", f"{HEIGHT / 2:.1f}")
    assert drawn.goal is None


def test_the_target_belongs_to_the_scale() -> None:
    drawn = spark([0, Decimal(50)], 100)
    assert drawn is not None
    assert drawn.goal == f"{EDGE:.1f}"
    assert drawn.end[1] == f"{HEIGHT / 2:.1f}"


def test_what_is_unknown_is_a_gap_and_never_zero() -> None:
    drawn = spark([5, 5, None, 5, 6])
    assert drawn is not None
    assert len(drawn.lines) == 2
    assert drawn.end[1] == f"{EDGE:.1f}"
    alone = spark([5, None, 7, 8])
    assert alone is not None and len(alone.lines) == 1


def test_less_than_two_points_are_no_course() -> None:
    assert spark([]) is None
    assert spark([None, 3, None]) is None


def test_a_course_that_never_changes_runs_through_the_middle() -> None:
    drawn = spark([7, 7])
    assert drawn is not None and drawn.end[1] == f"{HEIGHT / 2:.1f}"
