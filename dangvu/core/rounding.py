"""Rounding as people do it on paper: half goes up (away from zero), never to even."""

from decimal import ROUND_HALF_UP, Decimal, localcontext

# Wide enough that a quotient of two whole numbers of up to 18 digits never lands on a half by truncation.
_DIGITS = 60


def half_up(number: Decimal | int, places: int) -> Decimal:
    """Round to ``places`` decimal places; 2.25 → 2.3 and −2.25 → −2.3 to one place."""
    with localcontext() as context:
        context.prec = _DIGITS
        return Decimal(number).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def share(part: Decimal | int | None, whole: Decimal | int | None) -> Decimal | None:
    """``part`` of ``whole`` in percent, half up to one place; ``None`` when either is unknown or ``whole`` is 0."""
    if part is None or not whole:
        return None
    with localcontext() as context:
        context.prec = _DIGITS
        return half_up(Decimal(part) * 100 / Decimal(whole), 1)
