"""What becomes of a form that arrives after the session ended? It is carried through the sign-in."""

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import SplitResult, quote, urlsplit

from flask import g, redirect, render_template, request
from flask.typing import ResponseReturnValue

BIDANG = "_titipan"
# The next two belong to the page that asks, not to what was typed; passwords, and what else a form calls a secret,
# are never put into a page again.
_BUKAN_ISIAN = ("csrf_token", BIDANG)
_RAHASIA = ("sandi", "rahasia")


def terurai(alamat: str) -> SplitResult:
    """The parts of an address that a header or a form gave; of what is no address, none."""
    try:
        return urlsplit(alamat)
    except ValueError:
        return urlsplit("")


def jalur_aman(jalur: str | None) -> str:
    """The path when it leads to this very site, else empty: nobody is sent elsewhere after signing in."""
    jalur = jalur or ""
    if not jalur.startswith("/") or jalur.startswith("//") or "\\" in jalur or not jalur.isprintable():
        return ""
    bagian = terurai(jalur)
    return "" if bagian.scheme or bagian.netloc or len(jalur) > 2000 else jalur


@dataclass(frozen=True, slots=True)
class Titipan:
    """Where the person was going, and what was being sent there (`bidang`, names and values in order)."""

    lanjut: str = ""
    ke: str = ""
    bidang: list[tuple[str, str]] = field(default_factory=list)
    berkas: list[tuple[str, str]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.ke)

    @property
    def json(self) -> str:
        """The hidden field that carries it on."""
        return json.dumps({"ke": self.ke, "bidang": self.bidang, "berkas": self.berkas}, ensure_ascii=False)

    @property
    def bidang_berkas(self) -> list[tuple[str, list[str]]]:
        """File fields, each with the names that had been chosen."""
        hasil: dict[str, list[str]] = {}
        for nama, berkas in self.berkas:
            hasil.setdefault(nama, []).append(berkas)
        return list(hasil.items())

    @property
    def jumlah(self) -> int:
        """How many fields hold something that was typed or chosen."""
        return sum(1 for nama, nilai in self.bidang if nilai.strip() and nama[0] != "_" and nama != "versi")


def dari_kiriman() -> Titipan:
    """What the present POST wanted to store; empty when it came from another site: that is not carried on."""
    ke = jalur_aman(request.full_path.rstrip("?"))
    if not ke or not _dari_sini():
        return Titipan()
    bidang = [
        (nama, nilai)
        for nama, nilai in request.form.items(multi=True)
        if nama and nama not in _BUKAN_ISIAN and not nama.startswith(_RAHASIA)
    ]
    berkas = [(nama, str(b.filename)) for nama, b in request.files.items(multi=True) if b.filename]
    return Titipan(ke=ke, bidang=bidang, berkas=berkas)


def dari_formulir() -> Titipan:
    """What the page of the sign-in carries: hidden field and `lanjut`."""
    lanjut = jalur_aman(request.values.get("lanjut"))
    try:
        isi: Any = json.loads(request.form.get(BIDANG) or "{}")
        ke = jalur_aman(isi.get("ke"))
        bidang = [(_teks(n), _teks(v)) for n, v in isi.get("bidang", []) if n]
        berkas = [(_teks(n), _teks(v)) for n, v in isi.get("berkas", [])]
    except (ValueError, TypeError, AttributeError, RecursionError):
        return Titipan(lanjut=lanjut)
    return Titipan(lanjut, ke, bidang, berkas) if ke else Titipan(lanjut=lanjut)


def _teks(nilai: object) -> str:
    """Text that can be sent: JSON can spell halves of characters, UTF-8 cannot."""
    return str(nilai).encode("utf-8", "replace").decode("utf-8")


def _dari_sini() -> bool:
    """Whether the form stood on a page of this site: only browsers' own headers say so."""
    asal = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return terurai(asal).netloc == request.host


def teruskan(titipan: Titipan) -> ResponseReturnValue:
    """The person is signed in now: offer what was carried, or go where the person was going."""
    if titipan:
        return render_template("masuk/lanjutkan.html", titipan=titipan)
    return redirect(titipan.lanjut or "/", 303)


def alihkan(jalur: str, titipan: Titipan) -> ResponseReturnValue:
    """Go on to another page of the sign-in, taking the destination along."""
    return redirect(f"{jalur}?lanjut={quote(titipan.lanjut)}" if titipan.lanjut else jalur, 303)


def token_baru() -> None:
    """Forget the CSRF token of this request, so that the answer carries one of the new session."""
    g.pop("csrf_token", None)
