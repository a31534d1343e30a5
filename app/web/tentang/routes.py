"""What do the words mean, and whose data are these?"""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.domain.akses.peran import Peran
from app.domain.wilayah import cari
from app.infra.galat import TidakAda
from app.web.sesi import publik

bp = Blueprint("tentang", __name__)

# A handbook per role: its address, what it is called, whose it is.
PANDUAN: dict[str, tuple[str, tuple[Peran, ...]]] = {
    "operator-desa": ("operator desa/kelurahan", (Peran.OPERATOR_DESA,)),
    "kepala-desa": ("kepala desa/lurah", (Peran.KEPALA_DESA,)),
    "kecamatan": ("kecamatan", (Peran.OPERATOR_KECAMATAN, Peran.CAMAT)),
    "dinas-sosial": ("Dinas Sosial", (Peran.VERIFIKATOR_DINSOS, Peran.KEPALA_DINSOS)),
    "kepala-daerah": ("kepala daerah", (Peran.KEPALA_DAERAH,)),
    "disdukcapil": ("Disdukcapil", (Peran.DUKCAPIL,)),
    "lapangan": ("petugas lapangan", (Peran.PETUGAS_LAPANGAN,)),
    "pengamat": ("pengamat", (Peran.PENGAMAT,)),
    "auditor": ("auditor", (Peran.AUDITOR,)),
    "admin": ("admin", (Peran.ADMIN,)),
}
PANDUAN_PERAN = {peran: f"/bantuan/{kata}" for kata, (_, semua) in PANDUAN.items() for peran in semua}


@bp.get("/bantuan")
@publik
def bantuan() -> ResponseReturnValue:
    """The way of a proposal, and the glossary."""
    panduan = [{"label": label, "href": f"/bantuan/{kata}"} for kata, (label, _) in PANDUAN.items()]
    return render_template("tentang/bantuan.html", panduan=panduan)


@bp.get("/bantuan/<kata>")
@publik
def panduan(kata: str) -> ResponseReturnValue:
    """The handbook of one role. Nothing in it is secret: a newcomer reads it before the first sign-in."""
    if kata not in PANDUAN:
        raise TidakAda
    return render_template(f"tentang/bantuan/{kata}.html", label=PANDUAN[kata][0])


@bp.get("/tentang-data")
@publik
def data() -> ResponseReturnValue:
    """Attribution of the region data, as their licence asks."""
    return render_template("tentang/data.html", sumber=cari.sumber())
