"""What may the kecamatan do for the posts of its own villages? Give them with a decree and end them; nothing above."""

import datetime as dt
from dataclasses import asdict

import sqlalchemy as sa

from app.domain.akses import masuk, operations, policy, sandi
from app.domain.akses.aksi import Aksi
from app.domain.akses.isian import IsianPengguna, IsianPenugasan
from app.domain.akses.models import Pengguna, Penugasan
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran
from app.domain.aturan import operations as aturan
from app.domain.aturan.jabatan import JABATAN
from app.domain.wilayah.kode import meliputi
from app.domain.wilayah.models import Wilayah
from app.domain.wilayah.zona import zona
from app.infra import clock, jobs
from app.infra.db import db
from app.infra.format import tanggal
from app.infra.galat import GalatIsian, TidakAda, TidakBoleh

PERAN_DESA = (Peran.OPERATOR_DESA, Peran.KEPALA_DESA)
# Posts that sign papers without an account: their name stands in the rule `pejabat` of the village.
JABATAN_DESA = ("kepala_desa", "lurah", "sekretaris_desa", "ketua_bpd")
BUKAN_DESA = "Kecamatan hanya menetapkan operator dan kepala desa/lurah di desa/kelurahan wilayahnya sendiri."
BERTUGAS_LAIN = "Orang ini juga bertugas di luar desa/kelurahan Anda, jadi akunnya dikelola admin."


def buat(orang: IsianPengguna, tugas: IsianPenugasan, *, oleh: Pelaku) -> tuple[Pengguna, str]:
    """A new account with its post in a village, and its one-time password, to be shown once.

    Raises TidakBoleh outside the villages or above them, GalatIsian (name taken, no decree).
    """
    _wajib(tugas, oleh)
    p, sekali = operations.akun_baru(orang)
    operations.catat(p.id, "pengguna.buat", asdict(orang), oleh=oleh)
    operations.tulis_penugasan(p.id, tugas, oleh=oleh)
    _kabari_admin(p.id, tugas.wilayah_kode, oleh)
    return p, sekali


def tambah(pengguna_id: int, tugas: IsianPenugasan, *, oleh: Pelaku) -> Penugasan:
    """Give a known person a post in a village (Plt, Plh, Pj included).

    Raises as `buat`; TidakAda; TidakBoleh for oneself.
    """
    _wajib(tugas, oleh)
    p = _orang(pengguna_id, oleh)
    if p.id == oleh.pengguna_id:
        raise TidakBoleh(operations.DIRI_SENDIRI)
    if pesan := operations.bertumpang(tugas, operations.daftar_penugasan(p.id)):
        raise GalatIsian(bidang={"mulai": pesan})
    t = operations.tulis_penugasan(p.id, tugas, oleh=oleh)
    _kabari_admin(p.id, tugas.wilayah_kode, oleh)
    return t


def akhiri(penugasan_id: int, selesai: dt.date | None, *, oleh: Pelaku) -> None:
    """Say which day is the last one of a post in a village. Raises TidakAda, TidakBoleh, GalatIsian."""
    t = db.session.get(Penugasan, penugasan_id, with_for_update=True)
    if t is None or not meliputi(oleh.wilayah, t.wilayah_kode):
        raise TidakAda
    policy.wajib_boleh(oleh, Aksi.PENGGUNA_KELOLA_DESA, t)
    if t.peran not in PERAN_DESA or t.pengguna_id == oleh.pengguna_id:
        raise TidakBoleh(BUKAN_DESA)
    if selesai is None or selesai < t.mulai - dt.timedelta(days=1):
        awal = tanggal(t.mulai - dt.timedelta(days=1))
        raise GalatIsian(bidang={"selesai": f"Isi hari terakhir bertugas, paling awal {awal}."})
    if t.selesai is not None and selesai > t.selesai:
        # Else a post that ended would live on without a decree.
        raise GalatIsian(
            bidang={
                "selesai": f"Penugasan ini berakhir {tanggal(t.selesai)}. Untuk memperpanjangnya, beri penugasan baru "
                "dengan SK-nya."
            }
        )
    isi = {"penugasan_id": t.id, "lama": {"selesai": t.selesai}, "baru": {"selesai": selesai}}
    t.selesai = selesai
    db.session.flush()
    operations.catat(t.pengguna_id, "penugasan.akhiri", operations.untuk_audit(isi), oleh=oleh)
    _kabari_admin(t.pengguna_id, t.wilayah_kode, oleh)


def atur_ulang_sandi(pengguna_id: int, *, oleh: Pelaku) -> tuple[Pengguna, str]:
    """A new one-time password for somebody whose only posts are in these villages; every sign-in of theirs ends.

    Who also has a post elsewhere could otherwise be impersonated there: TidakBoleh. Whoever hands over a password could
    use it first: the village and the admin are told, so that it does not stay between two.
    """
    p = _orang(pengguna_id, oleh)
    if p.id == oleh.pengguna_id or not _hanya_desa(p.id, oleh):
        raise TidakBoleh(BERTUGAS_LAIN)
    sekali = sandi.sandi_acak()
    p.sandi_hash, p.harus_ganti_sandi = sandi.buat_hash_acak(sekali), True
    db.session.flush()
    masuk.cabut_semua(p.id)
    operations.catat(p.id, "sandi.atur_ulang", {}, oleh=oleh)
    for kode in sorted({t.wilayah_kode for t in _kini(p.id)}):
        _kabari([str(r) for r in PERAN_DESA], kode, f"akun:{p.id}", "sandi.desa", oleh, p.nama_pengguna)
        _kabari([str(Peran.ADMIN)], kode, f"pengguna:{p.id}", "sandi.desa", oleh, p.nama_pengguna)
    return p, sekali


def tetapkan_pejabat(wilayah_kode: str, jabatan: str, isi: dict[str, str], *, mulai: dt.date, oleh: Pelaku) -> None:
    """Name who holds a post of the village that signs papers without an account, such as ketua BPD.

    `isi`: nama, nip, nomor_sk. Raises TidakBoleh, GalatIsian per field.
    """
    policy.wajib_mungkin(oleh, Aksi.PENGGUNA_KELOLA_DESA)
    if not wilayah_kode:
        raise GalatIsian(bidang={"kode_wilayah": "Pilih desa/kelurahan dari daftar."})
    policy.wajib_boleh(oleh, Aksi.PENGGUNA_KELOLA_DESA, IsianPenugasan(Peran.KEPALA_DESA, wilayah_kode, mulai))
    if wilayah_kode.count(".") != 3 or jabatan not in JABATAN_DESA:
        raise TidakBoleh(BUKAN_DESA)
    if not isi.get("nomor_sk", "").strip():
        raise GalatIsian(bidang={"nomor_sk": "Tulis nomor SK pengangkatannya."})
    aturan.tetapkan("pejabat", jabatan, isi, wilayah_kode=wilayah_kode, mulai=mulai, oleh=oleh)
    _kabari_admin(oleh.pengguna_id, wilayah_kode, oleh)


def label_jabatan(kode: str) -> str:
    """“Ketua BPD”."""
    return JABATAN[kode].label


def _wajib(tugas: IsianPenugasan, oleh: Pelaku) -> None:
    policy.wajib_boleh(oleh, Aksi.PENGGUNA_KELOLA_DESA, tugas)
    if tugas.peran not in PERAN_DESA or tugas.wilayah_kode.count(".") != 3:
        raise TidakBoleh(BUKAN_DESA)
    galat = {}
    if db.session.get(Wilayah, tugas.wilayah_kode) is None:
        galat["kode_wilayah"] = "Pilih desa/kelurahan dari daftar."
    if not tugas.nomor_sk:
        galat["nomor_sk"] = "Tulis nomor SK penugasannya."
    if tugas.tanggal_sk is None:
        galat["tanggal_sk"] = "Isi tanggal SK penugasannya."
    if galat:
        raise GalatIsian(bidang=galat)


def _orang(pengguna_id: int, oleh: Pelaku) -> Pengguna:
    """The person, locked: somebody with a post, past or present, in the kecamatan. Others are not there (404)."""
    policy.wajib_mungkin(oleh, Aksi.PENGGUNA_KELOLA_DESA)
    p = db.session.scalar(sa.select(Pengguna).where(Pengguna.id == pengguna_id).with_for_update())
    if p is None or not any(meliputi(oleh.wilayah, t.wilayah_kode) for t in operations.daftar_penugasan(p.id)):
        raise TidakAda
    return p


def _hanya_desa(pengguna_id: int, oleh: Pelaku) -> bool:
    """Whether every present or coming post is one that this kecamatan gives."""
    return all(t.peran in PERAN_DESA and policy.boleh(oleh, Aksi.PENGGUNA_KELOLA_DESA, t) for t in _kini(pengguna_id))


def _kini(pengguna_id: int) -> list[Penugasan]:
    """Present and coming posts."""
    return [
        t
        for t in operations.daftar_penugasan(pengguna_id)
        if t.selesai is None or t.selesai >= clock.hari_ini(zona(t.wilayah_kode))
    ]


def _kabari_admin(pengguna_id: int, wilayah_kode: str, oleh: Pelaku) -> None:
    _kabari([str(Peran.ADMIN)], wilayah_kode, f"pengguna:{pengguna_id}", "penugasan.desa", oleh)


def _kabari(peran: list[str], wilayah_kode: str, objek: str, aksi: str, oleh: Pelaku, nomor: str = "") -> None:
    jobs.antrekan(
        "notifikasi.kirim",
        {
            "peran": peran,
            "wilayah": wilayah_kode,
            "objek": objek,
            "aksi": aksi,
            "oleh": oleh.pengguna_id,
            "nomor": nomor,
        },
    )
