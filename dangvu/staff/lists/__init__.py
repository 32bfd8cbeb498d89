"""The lists that can be taken out as files, one module a group of pages: every module beside this one is read."""

from importlib import import_module
from pkgutil import iter_modules

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")
