"""The catalogue: every figure whole, and each that real reports print with the meaning they give it."""

from __future__ import annotations

import pytest

from dangvu.figures import labels, services
from dangvu.figures.base import KLASSES, Figure
from dangvu.figures.catalogue import FIGURES as CATALOGUE
from dangvu.figures.composites import Composite
from dangvu.figures.names import known_code

# Class and unit as the domain's list of figures has them. Turns are told from different ones by their unit; money is in đồng.
MEANT = {
    "admitted": ("flow", "đảng viên"), "member_total": ("stock", "đảng viên"), "cell_count": ("stock", "chi bộ"),
    "admission_vs_target_pct": ("attainment", "%"), "admission_vs_target_abs": ("attainment", "đảng viên"),
    "admission_target": ("target", "đảng viên"), "targets_set": ("target", "nhiệm vụ"),
    "discipline_members": ("flow", "đảng viên"), "discipline_orgs": ("flow", "tổ chức"),
    "discipline_change": ("change", "đảng viên"), "badge_total": ("flow", "đảng viên"),
    "badge_by_year": ("flow", "đảng viên"), "badge_posthumous": ("flow", "đảng viên"),
    "inspection_rounds": ("flow", "cuộc"), "supervision_rounds": ("flow", "cuộc"),
    "inspected_orgs": ("flow", "lượt tổ chức"), "supervised_orgs": ("flow", "lượt tổ chức"),
    "inspected_members": ("flow", "lượt đảng viên"), "inspected_orgs_distinct": ("flow", "tổ chức"),
    "official_recognition": ("flow", "đảng viên"), "member_probationary": ("stock", "đảng viên"),
    "member_full": ("stock", "đảng viên"), "member_by_gender": ("stock", "đảng viên"),
    "member_by_ethnicity": ("stock", "đảng viên"), "member_by_religion": ("stock", "đảng viên"),
    "member_suspended": ("flow", "đảng viên"), "member_struck_off": ("flow", "đảng viên"),
    "member_left_party": ("flow", "đảng viên"), "exit_probationary": ("flow", "đảng viên"),
    "exit_change": ("change", "đảng viên"), "transfers_in": ("flow", "đảng viên"), "transfers_out": ("flow", "đảng viên"),
    "transfers_internal": ("flow", "đảng viên"), "transfers_total": ("sum", "đảng viên"),
    "admission_rate_of_members": ("rate", "%"), "admission_change": ("change", "đảng viên"),
    "org_grassroots_total": ("stock", "tổ chức"), "org_change": ("change", "tổ chức"), "org_founded": ("flow", "tổ chức"),
    "org_received": ("flow", "chi bộ"), "org_transferred": ("flow", "tổ chức"),
    "org_transferred_members": ("sum", "đảng viên"), "cell_by_type": ("stock", "chi bộ"),
    "admission_dossiers": ("flow", "hồ sơ"), "recognition_dossiers": ("flow", "hồ sơ"),
    "charity_amount": ("sum", "đồng"), "econ_revenue": ("typed", "tỷ đồng"), "econ_income": ("typed", "triệu đồng"),
}  # fmt: skip
FIGURES = list(CATALOGUE.values())


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.code)
def test_a_figure_is_declared_whole(figure: Figure) -> None:
    assert figure.title_vi and figure.title_en and figure.unit
    assert figure.definition.endswith(".") and len(figure.definition) > 20
    assert figure.klass in KLASSES
    assert set(figure.lead) <= set(figure.how.dimensions)
    assert all(name in labels.DIMENSIONS for name in figure.dimensions)


@pytest.mark.django_db
def test_codes_are_unique_and_known() -> None:
    codes = [figure.code for figure in FIGURES]
    assert len(codes) == len(set(codes))
    assert all(map(known_code, codes)) and not known_code("member_totl")


def test_figures_keep_the_meaning_reports_give_them() -> None:
    assert {code: (services.get(code).klass, services.get(code).unit) for code in MEANT} == MEANT


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.code)
def test_class_and_algebra_agree(figure: Figure) -> None:
    if figure.klass == "stock":
        assert figure.how.is_stock and "month" not in figure.dimensions
    if figure.klass == "flow":
        assert not figure.how.is_stock
    if figure.klass in ("rate", "attainment", "change"):
        assert isinstance(figure.how, Composite)
    if figure.klass == "rate":
        assert figure.unit == "%"


def test_the_commission_is_never_in_the_committees_figure() -> None:
    twins = [figure.code for figure in FIGURES if figure.code.endswith("_commission")]
    assert len(twins) > 15
    for code in twins:
        assert services.get(code.removesuffix("_commission")).definition != services.get(code).definition
