"""What need not be done anew for every test? Compiling the same addresses, templates and statements; judging a page."""

import re
from collections.abc import Callable
from types import CodeType
from typing import Any

import sqlalchemy as sa
from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from werkzeug.routing import Rule

from app.domain.aturan import berlaku
from app.infra.db import db

_SANDI = re.compile(r'(value="|"X-CSRFToken": ?")[A-Za-z0-9_.\-]{20,}"')


class _Templat(BytecodeCache):
    """Templates by name and content: the environment of each test's own application finds them compiled."""

    def __init__(self) -> None:
        self._kode: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._kode.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        assert bucket.code is not None
        self._kode[bucket.key, bucket.checksum] = bucket.code


_templat = _Templat()


_mesin: dict[str, sa.Engine] = {}


def pasang(app: Flask) -> None:
    """Let this application share the compiled templates and statements of all tests of the process."""
    app.jinja_env.bytecode_cache = _templat
    with app.app_context():
        mesin = db.engine
    # A compiled statement belongs to its dialect; each test's own engine would begin with an empty cache of its own.
    asal = _mesin.setdefault(mesin.dialect.name, mesin)
    mesin.dialect, mesin._compiled_cache = asal.dialect, asal._compiled_cache
    # One database serves many tests (PostgreSQL): so do the connections to it.
    kolam = _mesin.setdefault(str(mesin.url), mesin)
    if mesin is not kolam:
        mesin.pool = kolam.pool


_aturan: list[Any] = []


def ingat_aturan() -> None:
    """Remember the rules of the template, inside its application context."""
    _aturan[:] = [berlaku._kini()]


def pasang_aturan() -> None:
    """Let this process know the template's rules as those of the test's database, and none of an earlier test."""
    berlaku._proses.clear()
    berlaku._proses[str(db.engine.url)] = _aturan[0]


def tutup(mesin: sa.Engine) -> None:
    """Close the connections of a test's engine, but not those that it shares."""
    if mesin.dialect.name == "sqlite" or mesin.pool is not _mesin[str(mesin.url)].pool:
        mesin.dispose()


def ingat_alamat() -> None:
    """Compile each address rule once a process: half of the time of building an application.

    What is compiled depends on the rule's text and defaults alone; it is bound to each rule anew.
    """
    susun: Callable[[Rule], None] = Rule.compile
    ada: dict[tuple[object, ...], Rule] = {}

    def ingat(rule: Rule) -> None:
        kunci = (rule.rule, rule.host, rule.subdomain, repr(rule.defaults), rule.merge_slashes)
        if (asal := ada.get(kunci)) is None:
            susun(rule)
            ada[kunci] = rule
            return
        rule._parts, rule._trace, rule._converters = list(asal._parts), list(asal._trace), dict(asal._converters)
        rule.arguments |= asal.arguments
        rule._build = asal._build.__func__.__get__(rule, None)  # type: ignore[attr-defined]
        rule._build_unknown = asal._build_unknown.__func__.__get__(rule, None)  # type: ignore[attr-defined]

    Rule.compile = ingat  # type: ignore[method-assign]


def bentuk_halaman(teks: str) -> str:
    """The page without its one-time tokens: two pages of one form are judged alike."""
    return _SANDI.sub(r'\1-"', teks)
