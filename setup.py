"""What pyproject.toml cannot say: a wheel carries the demonstration's committee and the guide's chapters inside the package."""

from __future__ import annotations

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).resolve().parent
CASE = ROOT / "cases" / "dong-anh"
GUIDE = ROOT / "docs" / "huong-dan"
TAKEN = (".jsonl", ".json", ".svg", ".md")


class WithCompanions(build_py):
    """Copies the data of the case (not the scripts that made it) and the guide beside the package's own files."""

    def run(self) -> None:
        super().run()
        if self.editable_mode:
            return
        for file in sorted(CASE.rglob("*")):
            if file.suffix in TAKEN:
                target = Path(self.build_lib) / "dangvu" / "case" / file.relative_to(CASE)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, target)
        if GUIDE.is_dir():
            shutil.copytree(GUIDE, Path(self.build_lib) / "dangvu" / "guide" / "huong-dan", dirs_exist_ok=True)


setup(cmdclass={"build_py": WithCompanions})
