"""Which characters of a text does nobody see? They are taken out; those that turn its direction fake what is read."""

import re

# Written as code points: in a source file nobody would see them either.
_BALIK = "\u202a-\u202e\u2066-\u2069"
PEMBALIK = re.compile(f"[{_BALIK}]")
# Line breaks that only some programs know; a text field keeps \t, \n and \r.
_JEDA = "\x0b\x0c\x85\u2028\u2029"
_HILANG = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2060-\u2065\u206a-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_SEMUA = re.compile(f"[{_BALIK}{_JEDA}{_HILANG}]")
_JEDA_SAJA = re.compile(f"[{_JEDA}]")


def ada(teks: str) -> bool:
    """Whether `bersihkan` would change the text."""
    return _SEMUA.search(teks) is not None


def bersihkan(teks: str) -> str:
    """The text as its reader sees it: what is invisible taken out, odd line breaks as spaces, in the typed order."""
    return _SEMUA.sub("", _JEDA_SAJA.sub(" ", teks)) if ada(teks) else teks


def membalik(teks: str) -> bool:
    """Whether the text turns the direction of what follows: then paper and list show another order than is stored."""
    return PEMBALIK.search(teks) is not None
