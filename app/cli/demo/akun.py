"""Who works in the demo regency? Its accounts and every official of two kecamatan, all with one known password."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from app.domain.akses import operations as akses
from app.domain.akses.isian import IsianPengguna, IsianPenugasan
from app.domain.akses.models import Pengguna, Penugasan
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran
from app.domain.akses.sandi import buat_hash
from app.domain.wilayah.models import Wilayah
from app.infra.db import db

SANDI = "sahih-demo"
KABUPATEN = "33.28"
SLAWI, ADIWERNA = "33.28.10", "33.28.11"
SLAWI_KULON, KAGOK, PAGIYANTEN = "33.28.10.2004", "33.28.10.1007", "33.28.11.2004"


@dataclass(frozen=True, slots=True)
class Akun:
    """One account with its one assignment."""

    masuk: str
    nama: str
    peran: Peran
    wilayah: str
    nip: str = ""
    instansi: str = ""
    sk: str = ""


# fmt: off
DINSOS, DUKCAPIL = "Dinas Sosial", "Dinas Kependudukan dan Pencatatan Sipil"
ADMIN = Akun("admin", "Galih Prasetyo", Peran.ADMIN, KABUPATEN)
AKUN = (
    Akun("operator", "Rina Wulandari", Peran.OPERATOR_DESA, SLAWI_KULON),
    Akun("kades", "H. Sutrisno", Peran.KEPALA_DESA, SLAWI_KULON),
    Akun("operator2", "Dimas Arya Putra", Peran.OPERATOR_DESA, KAGOK, "199203142019031004"),
    Akun("kades2", "Dra. Endang Lestari", Peran.KEPALA_DESA, KAGOK, "197105061994032002"),
    Akun("operator3", "Siti Khodijah", Peran.OPERATOR_DESA, PAGIYANTEN),
    Akun("kades3", "Wahyudin", Peran.KEPALA_DESA, PAGIYANTEN),
    Akun("petugas", "Bayu Setiawan", Peran.OPERATOR_KECAMATAN, SLAWI, "198807212014021003"),
    Akun("camat", "Drs. Agus Widodo, M.Si.", Peran.CAMAT, SLAWI, "196909171990031005"),
    Akun("petugas3", "Nur Aini", Peran.OPERATOR_KECAMATAN, ADIWERNA, "199011052015022001"),
    Akun("camat3", "Ir. Hartono, M.M.", Peran.CAMAT, ADIWERNA, "197002111995031002"),
    Akun("lapangan", "Tono Haryadi", Peran.PETUGAS_LAPANGAN, SLAWI, instansi="TKSK Kecamatan Slawi"),
    Akun("verifikator", "Dewi Anggraini, S.Sos.", Peran.VERIFIKATOR_DINSOS, KABUPATEN, "198504192010012007", DINSOS),
    Akun("verifikator2", "Fajar Nugroho, S.ST.", Peran.VERIFIKATOR_DINSOS, KABUPATEN, "199306302018011002", DINSOS),
    Akun("kadinsos", "Dr. Retno Kusumaningrum, M.Si.", Peran.KEPALA_DINSOS, KABUPATEN, "197208081997032004", DINSOS),
    Akun("bupati", "H. Bambang Suryono, S.H.", Peran.KEPALA_DAERAH, KABUPATEN),
    Akun("dukcapil", "Yuliana Pratiwi, S.Kom.", Peran.DUKCAPIL, KABUPATEN, "198912252014022003", DUKCAPIL),
    Akun("pengamat", "Hendra Gunawan", Peran.PENGAMAT, KABUPATEN, instansi="Bappeda"),
    Akun("provinsi", "Ratna Dewanti, M.P.A.", Peran.PENGAMAT, "33", instansi="Dinas Sosial Provinsi Jawa Tengah"),
    Akun("auditor", "Slamet Riyanto, S.E.", Peran.AUDITOR, SLAWI, "", "Inspektorat", "700/112/ST/2026"),
)
# fmt: on
_DEPAN = [
    "Agus",
    "Budi",
    "Cahyo",
    "Darmanto",
    "Eko",
    "Fatimah",
    "Gunawan",
    "Hartini",
    "Imam",
    "Joko",
    "Kasmi",
    "Lukman",
    "Mulyani",
    "Nasikhin",
    "Parwati",
    "Rokhmah",
    "Sugeng",
    "Tarmudi",
    "Umi",
    "Waryo",
]
_BELAKANG = [
    "Santoso",
    "Rahayu",
    "Hidayat",
    "Purnomo",
    "Lestari",
    "Suharto",
    "Handayani",
    "Wibowo",
    "Setyawati",
    "Nurhadi",
    "Mustofa",
    "Kurniasih",
    "Prayitno",
    "Sulastri",
    "Firmansyah",
    "Astuti",
    "Yulianto",
]


def pasang(mulai: dt.date, kini: dt.date) -> dict[str, Pelaku]:
    """Every account that is not there yet, and all the named ones as actors. Assignments began on `mulai`."""
    sandi = buat_hash(SANDI)
    if not _ada(ADMIN.masuk):
        akses.buat_admin(IsianPengguna(ADMIN.masuk, ADMIN.nama), SANDI, ADMIN.wilayah)
    admin = pelaku(ADMIN.masuk)
    milik = set(db.session.scalars(sa.select(Pengguna.nama_pengguna)))
    for satu in (*AKUN, *_pejabat_lain()):
        if satu.masuk not in milik:
            _buat(satu, sandi, mulai, kini, admin)
    return {a.masuk: pelaku(a.masuk) for a in (ADMIN, *AKUN)}


def _buat(a: Akun, sandi: str, mulai: dt.date, kini: dt.date, admin: Pelaku) -> None:
    p, _ = akses.buat_pengguna(IsianPengguna(a.masuk, a.nama, a.nip), oleh=admin)
    p.sandi_hash, p.harus_ganti_sandi = sandi, False
    isian = IsianPenugasan(
        a.peran,
        a.wilayah,
        mulai,
        selesai=kini + dt.timedelta(days=180) if a.peran is Peran.AUDITOR else None,
        nomor_sk=a.sk,
        tanggal_sk=mulai if a.sk else None,
        instansi=a.instansi,
        periode_awal=f"{mulai:%Y-%m}" if a.peran is Peran.AUDITOR else "",
        periode_akhir=f"{kini:%Y-%m}" if a.peran is Peran.AUDITOR else "",
    )
    akses.tulis_penugasan(p.id, isian, oleh=admin)


def _pejabat_lain() -> Iterator[Akun]:
    """Operator and head of every other village of the two kecamatan: `operator.3328102001`, `kades.3328102001`."""
    bernama = {a.wilayah for a in AKUN}
    desa = db.session.scalars(
        sa.select(Wilayah.kode).where(Wilayah.induk.in_((SLAWI, ADIWERNA))).order_by(Wilayah.kode)
    )
    for n, kode in enumerate(k for k in desa if k not in bernama):
        polos = kode.replace(".", "")
        for m, (awalan, peran) in enumerate((("operator", Peran.OPERATOR_DESA), ("kades", Peran.KEPALA_DESA))):
            nama = f"{_DEPAN[(n * 2 + m) % len(_DEPAN)]} {_BELAKANG[(n * 3 + m * 5) % len(_BELAKANG)]}"
            yield Akun(f"{awalan}.{polos}", nama, peran, kode)


def _ada(nama_pengguna: str) -> bool:
    return db.session.scalar(sa.select(Pengguna.id).where(Pengguna.nama_pengguna == nama_pengguna)) is not None


def pelaku(nama_pengguna: str) -> Pelaku:
    """The account under its assignment."""
    p, t, w = db.session.execute(
        sa.select(Pengguna, Penugasan, Wilayah)
        .join(Penugasan, Penugasan.pengguna_id == Pengguna.id)
        .join(Wilayah, Wilayah.kode == Penugasan.wilayah_kode)
        .where(Pengguna.nama_pengguna == nama_pengguna)
    ).one()
    return Pelaku(
        pengguna_id=p.id,
        penugasan_id=t.id,
        nama=p.nama,
        peran=t.peran,
        wilayah=t.wilayah_kode,
        wilayah_nama=w.sebutan,
        sebutan=t.sebutan,
        instansi=t.instansi,
        periode_awal=t.periode_awal,
        periode_akhir=t.periode_akhir,
        zona=w.zona,
    )
