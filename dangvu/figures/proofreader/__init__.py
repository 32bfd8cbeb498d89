"""The proofreader: every figure a Vietnamese text prints, beside what the books say. ``services.check_text`` is the door."""
