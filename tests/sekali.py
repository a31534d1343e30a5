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


_dialek: dict[str, sa.Engine] = {}


def pasang(app: Flask) -> None:
    """Let this application share the compiled templates and statements of all tests of the process."""
    app.jinja_env.bytecode_cache = _templat
    with app.app_context():
        mesin = db.engine
    # A compiled statement belongs to its dialect; each test's own engine would begin with an empty cache of its own.
    asal = _dialek.setdefault(mesin.dialect.name, mesin)
    mesin.dialect, mesin._compiled_cache = asal.dialect, asal._compiled_cache


def ingat_alamat() -> None:
    """Compile each address rule once a process: a third of the time of building an application.

    The compiled function depends on the rule's text and defaults alone; it is bound to each rule anew.
    """
    susun: Callable[..., Any] = Rule._compile_builder
    ada: dict[tuple[object, ...], Any] = {}

    def ingat(rule: Rule, append_unknown: bool = True) -> Any:
        kunci = (rule.rule, rule.host, rule.subdomain, repr(rule.defaults), append_unknown)
        if kunci not in ada:
            ada[kunci] = susun(rule, append_unknown)
        return ada[kunci]

    Rule._compile_builder = ingat  # type: ignore[method-assign]


def bentuk_halaman(teks: str) -> str:
    """The page without its one-time tokens: two pages of one form are judged alike."""
    return _SANDI.sub(r'\1-"', teks)
