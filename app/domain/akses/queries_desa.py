"""Who holds the posts of the kecamatan's own villages, and which village has none?"""

from dataclasses import dataclass, field

import sqlalchemy as sa

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.baris import BarisPenugasan, baris_penugasan
from app.domain.akses.models import Pengguna, Penugasan
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.penugasan_desa import JABATAN_DESA, PERAN_DESA, label_jabatan
from app.domain.aturan.berlaku import nilai_sendiri
from app.domain.wilayah.kode import dalam_wilayah
from app.domain.wilayah.models import Wilayah
from app.infra.db import db


@dataclass(frozen=True, slots=True)
class PemegangDesa:
    """Somebody in a post of a village."""

    nama: str
    nama_pengguna: str
    aktif: bool
    tugas: BarisPenugasan


@dataclass(slots=True)
class DesaBertugas:
    """A village with who works for it, and the posts that only sign."""

    kode: str
    sebutan: str
    pemegang: list[PemegangDesa] = field(default_factory=list)
    pejabat: list[tuple[str, str, str]] = field(default_factory=list)  # post, name, decree


def daftar(*, untuk: Pelaku, wilayah: str = "") -> list[DesaBertugas]:
    """Every village of the kecamatan with its posts, present ones first; three statements. Only these villages."""
    policy.wajib_mungkin(untuk, Aksi.PENGGUNA_KELOLA_DESA)
    tanya = sa.select(Wilayah.kode, Wilayah.nama, Wilayah.jenis).where(
        dalam_wilayah(Wilayah.kode, untuk.wilayah), Wilayah.jenis.in_(("desa", "kelurahan"))
    )
    if wilayah:
        tanya = tanya.where(Wilayah.kode == wilayah)
    desa = {
        b.kode: DesaBertugas(b.kode, Wilayah(nama=b.nama, jenis=b.jenis).sebutan)
        for b in db.session.execute(tanya.order_by(Wilayah.nama, Wilayah.kode))
    }
    for t in baris_penugasan(Penugasan.wilayah_kode.in_(list(desa)), Penugasan.peran.in_(PERAN_DESA)):
        desa[t.wilayah_kode].pemegang.append(PemegangDesa("", "", True, t))
    _beri_nama(desa)
    for d in desa.values():
        d.pejabat = _pejabat(d.kode)
    return list(desa.values())


def _beri_nama(desa: dict[str, DesaBertugas]) -> None:
    ids = {p.tugas.pengguna_id for d in desa.values() for p in d.pemegang}
    orang = {
        b.id: b
        for b in db.session.execute(
            sa.select(Pengguna.id, Pengguna.nama, Pengguna.nama_pengguna, Pengguna.aktif).where(Pengguna.id.in_(ids))
        )
    }
    for d in desa.values():
        d.pemegang = sorted(
            (
                PemegangDesa(o.nama, o.nama_pengguna, o.aktif, p.tugas)
                for p in d.pemegang
                if (o := orang[p.tugas.pengguna_id])
            ),
            key=lambda p: (not p.tugas.berlaku, p.tugas.peran.value, -p.tugas.mulai.toordinal()),
        )


def _pejabat(kode: str) -> list[tuple[str, str, str]]:
    return [
        (label_jabatan(jabatan), str(isi["nama"]), str(isi.get("nomor_sk") or ""))
        for jabatan in JABATAN_DESA
        if (isi := nilai_sendiri("pejabat", kode, jabatan))
    ]


def orang_dikenal(*, untuk: Pelaku) -> list[tuple[int, str]]:
    """(id, name and user name) of people with a post in the kecamatan, for choosing an acting head."""
    policy.wajib_mungkin(untuk, Aksi.PENGGUNA_KELOLA_DESA)
    punya = sa.select(Penugasan.pengguna_id).where(dalam_wilayah(Penugasan.wilayah_kode, untuk.wilayah))
    tanya = (
        sa.select(Pengguna.id, Pengguna.nama, Pengguna.nama_pengguna)
        .where(Pengguna.id.in_(punya), Pengguna.aktif, Pengguna.id != untuk.pengguna_id)
        .order_by(Pengguna.nama, Pengguna.id)
    )
    return [(b.id, f"{b.nama} ({b.nama_pengguna})") for b in db.session.execute(tanya)]
