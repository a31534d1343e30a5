"""What can the admin do with people and assignments? Every change leaves a row on the person's own chain."""

import datetime as dt
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa

from app.domain.akses import masuk, policy, sandi
from app.domain.akses.aksi import Aksi
from app.domain.akses.isian import IsianPengguna, IsianPenugasan
from app.domain.akses.models import Pengguna, Penugasan
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import KEDALAMAN_WILAYAH, LABEL_PERAN, Peran
from app.domain.wilayah.kode import meliputi
from app.domain.wilayah.models import Wilayah
from app.domain.wilayah.zona import zona
from app.infra import audit, clock
from app.infra.db import db
from app.infra.format import tanggal
from app.infra.galat import GalatIsian, TidakAda, TidakBisa, TidakBoleh

DIRI_SENDIRI = "Anda tidak dapat memberi penugasan kepada diri sendiri. Mintalah admin lain melakukannya."
LUAR_WILAYAH = "Orang ini juga bertugas di luar wilayah Anda, jadi akunnya dikelola admin wilayah itu."
ADMIN_TERAKHIR = (
    "Ini satu-satunya admin yang masih aktif untuk wilayahnya. Tetapkan admin lain lebih dahulu, lalu ulangi."
)


def buat_pengguna(isian: IsianPengguna, *, oleh: Pelaku) -> tuple[Pengguna, str]:
    """A new account and its one-time password, to be shown once. Raises GalatIsian when the user name is taken."""
    policy.wajib_mungkin(oleh, Aksi.PENGGUNA_KELOLA)
    p, sekali = akun_baru(isian)
    catat(p.id, "pengguna.buat", asdict(isian), oleh=oleh)
    return p, sekali


def akun_baru(isian: IsianPengguna) -> tuple[Pengguna, str]:
    """The account itself, with its one-time password. Raises GalatIsian when the user name is taken."""
    if db.session.scalar(sa.select(Pengguna.id).where(Pengguna.nama_pengguna == isian.nama_pengguna)):
        raise GalatIsian(
            bidang={"nama_pengguna": "Nama pengguna itu sudah dipakai orang lain. Pilih nama yang berbeda."}
        )
    sekali = sandi.sandi_acak()
    p = Pengguna(**asdict(isian), sandi_hash=sandi.buat_hash_acak(sekali), harus_ganti_sandi=True)
    db.session.add(p)
    db.session.flush()
    return p, sekali


def ubah_pengguna(pengguna_id: int, isian: IsianPengguna, *, oleh: Pelaku) -> bool:
    """Correct what is known of a person; whether anything changed. The user name stays."""
    p = untuk_dikelola(pengguna_id, oleh=oleh)
    baru = {k: v for k, v in asdict(isian).items() if k != "nama_pengguna" and v != getattr(p, k)}
    if not baru:
        return False
    lama = {k: getattr(p, k) for k in baru}
    for kolom, nilai in baru.items():
        setattr(p, kolom, nilai)
    db.session.flush()
    catat(p.id, "pengguna.ubah", {"lama": lama, "baru": baru}, oleh=oleh)
    return True


def nonaktifkan(pengguna_id: int, *, oleh: Pelaku) -> None:
    """Close an account and end its sign-ins; what the person did stays. Raises TidakBisa for the last admin."""
    p = untuk_dikelola(pengguna_id, oleh=oleh)
    if not p.aktif:
        return
    _jaga_admin(p.id)
    p.aktif = False
    db.session.flush()
    masuk.cabut_semua(p.id)
    catat(p.id, "pengguna.nonaktifkan", {}, oleh=oleh)


def aktifkan(pengguna_id: int, *, oleh: Pelaku) -> None:
    """Open a closed account again."""
    p = untuk_dikelola(pengguna_id, oleh=oleh)
    if p.aktif:
        return
    p.aktif = True
    db.session.flush()
    catat(p.id, "pengguna.aktifkan", {}, oleh=oleh)


def atur_ulang_sandi(pengguna_id: int, *, oleh: Pelaku) -> str:
    """A new one-time password, to be shown once; every sign-in of the person ends."""
    p = untuk_dikelola(pengguna_id, oleh=oleh)
    if p.id == oleh.pengguna_id:
        raise TidakBisa("Kata sandi Anda sendiri diganti lewat halaman Akun.")
    sekali = sandi.sandi_acak()
    p.sandi_hash, p.harus_ganti_sandi = sandi.buat_hash_acak(sekali), True
    db.session.flush()
    masuk.cabut_semua(p.id)
    catat(p.id, "sandi.atur_ulang", {}, oleh=oleh)
    return sekali


def tambah_penugasan(pengguna_id: int, isian: IsianPenugasan, *, oleh: Pelaku) -> Penugasan:
    """Give a person a role in a territory. Raises TidakBoleh (oneself, outside), GalatIsian (unknown, twice)."""
    p = untuk_dikelola(pengguna_id, oleh=oleh)
    if p.id == oleh.pengguna_id:
        raise TidakBoleh(DIRI_SENDIRI)
    policy.wajib_boleh(oleh, Aksi.PENGGUNA_KELOLA, isian)
    if db.session.get(Wilayah, isian.wilayah_kode) is None:
        pesan = f"Wilayah {isian.wilayah_kode} tidak dikenal. Cari dan pilih wilayahnya."
        raise GalatIsian(bidang={"kode_wilayah": pesan})
    if pesan := bertumpang(isian, daftar_penugasan(p.id)):
        raise GalatIsian(bidang={"mulai": pesan})
    return tulis_penugasan(p.id, isian, oleh=oleh)


def tulis_penugasan(pengguna_id: int, isian: IsianPenugasan, *, oleh: Pelaku) -> Penugasan:
    """Store an assignment whose questions have been answered."""
    t = Penugasan(pengguna_id=pengguna_id, **asdict(isian))
    db.session.add(t)
    db.session.flush()
    catat(pengguna_id, "penugasan.tambah", {"penugasan_id": t.id, **untuk_audit(asdict(isian))}, oleh=oleh)
    return t


def lengkapi_penugasan(t: Penugasan, isian: IsianPenugasan, *, oleh: Pelaku) -> bool:
    """Take over what a list says anew of an assignment (end, decree); empty says nothing. Whether anything changed."""
    baru = {
        k: nilai
        for k, nilai in asdict(isian).items()
        if k in ("selesai", "sebutan", "nomor_sk", "tanggal_sk") and nilai and nilai != getattr(t, k)
    }
    if not baru:
        return False
    if "selesai" in baru and t.peran is Peran.ADMIN:
        _jaga_admin(t.pengguna_id)
    lama = {k: getattr(t, k) for k in baru}
    for kolom, nilai in baru.items():
        setattr(t, kolom, nilai)
    db.session.flush()
    catat(t.pengguna_id, "penugasan.ubah", untuk_audit({"penugasan_id": t.id, "lama": lama, "baru": baru}), oleh=oleh)
    return True


def daftar_penugasan(pengguna_id: int) -> list[Penugasan]:
    """All assignments of a person, past ones too."""
    return list(db.session.scalars(sa.select(Penugasan).where(Penugasan.pengguna_id == pengguna_id)))


def bertumpang(isian: IsianPenugasan, ada: list[Penugasan]) -> str:
    """The sentence against holding the same role in the same place twice at once; empty when there is none."""
    for t in ada:
        if (t.peran, t.wilayah_kode) != (isian.peran, isian.wilayah_kode):
            continue
        if (isian.selesai is None or t.mulai <= isian.selesai) and (t.selesai is None or isian.mulai <= t.selesai):
            return (
                f"Orang ini sudah bertugas sebagai {LABEL_PERAN[t.peran]} di wilayah itu sejak "
                f"{tanggal(t.mulai)}. Akhiri penugasan itu lebih dahulu, atau pilih tanggal lain."
            )
    return ""


def akhiri_penugasan(pengguna_id: int, penugasan_id: int, selesai: dt.date | None, *, oleh: Pelaku) -> None:
    """Say which day is the last one of an assignment. The day before its first day takes it back altogether."""
    p = untuk_dikelola(pengguna_id, oleh=oleh)
    t = db.session.get(Penugasan, penugasan_id)
    if t is None or t.pengguna_id != p.id:
        raise TidakAda
    if selesai is None or selesai < t.mulai - dt.timedelta(days=1):
        awal = tanggal(t.mulai - dt.timedelta(days=1))
        raise GalatIsian(bidang={"selesai": f"Isi hari terakhir bertugas, paling awal {awal}."})
    if t.peran is Peran.ADMIN:
        _jaga_admin(p.id)
    lama = t.selesai
    t.selesai = selesai
    db.session.flush()
    isi = {"penugasan_id": t.id, "lama": {"selesai": lama}, "baru": {"selesai": selesai}}
    catat(p.id, "penugasan.akhiri", untuk_audit(isi), oleh=oleh)


def buat_admin(isian: IsianPengguna, sandi_teks: str, wilayah_kode: str) -> Pengguna:
    """The first admin of an installation, from the command line: there is nobody yet who could act.

    Raises GalatIsian: name taken, password too weak, no such region or not a regency or province.
    """
    cocok = wilayah_kode.count(".") in KEDALAMAN_WILAYAH[Peran.ADMIN]
    if not cocok or db.session.get(Wilayah, wilayah_kode) is None:
        raise GalatIsian(f"Wilayah {wilayah_kode} tidak dikenal, atau bukan provinsi, kabupaten, atau kota.")
    if keberatan := sandi.keberatan(sandi_teks, isian.nama_pengguna):
        raise GalatIsian(keberatan)
    p, _ = akun_baru(isian)
    p.sandi_hash, p.harus_ganti_sandi = sandi.buat_hash(sandi_teks), False
    mulai = clock.hari_ini(zona(wilayah_kode))
    db.session.add(Penugasan(pengguna_id=p.id, peran=Peran.ADMIN, wilayah_kode=wilayah_kode, mulai=mulai))
    db.session.flush()
    fakta = {"aksi": "pengguna.buat", "objek": f"pengguna:{p.id}", "isi": {**asdict(isian), "lewat": "perintah"}}
    audit.catat(f"pengguna:{p.id}", [fakta], pengguna_id=None)
    return p


def untuk_dikelola(pengguna_id: int, *, oleh: Pelaku) -> Pengguna:
    """The person, locked, whom this admin may manage: nobody with a present duty outside the admin's territory.

    Else an admin of one regency could reset the password of a person of the province and act as that person.
    Raises TidakBoleh, TidakAda.
    """
    policy.wajib_mungkin(oleh, Aksi.PENGGUNA_KELOLA)
    p = db.session.scalar(sa.select(Pengguna).where(Pengguna.id == pengguna_id).with_for_update())
    if p is None:
        raise TidakAda
    semua = daftar_penugasan(p.id)
    if semua and not any(meliputi(oleh.wilayah, t.wilayah_kode) for t in semua):
        raise TidakAda
    if any(di_luar(t, oleh) for t in semua):
        raise TidakBoleh(LUAR_WILAYAH)
    return p


def di_luar(t: Penugasan, oleh: Pelaku) -> bool:
    """Whether this is a present or coming duty outside the admin's territory."""
    if meliputi(oleh.wilayah, t.wilayah_kode):
        return False
    return t.selesai is None or t.selesai >= clock.hari_ini(zona(t.wilayah_kode))


def _jaga_admin(pengguna_id: int) -> None:
    """Refuse what would leave a territory without an admin. Locks the rows it counts: two may not leave at once."""
    t, p, w = Penugasan, Pengguna, Wilayah
    admin = db.session.execute(
        sa.select(t.pengguna_id, t.wilayah_kode)
        .join(p, p.id == t.pengguna_id)
        .join(w, w.kode == t.wilayah_kode)
        .where(t.peran == Peran.ADMIN, p.aktif, masuk.berlaku_sql(t, w))
        .order_by(p.id)
        .with_for_update(of=p)
    ).all()
    wilayah_dia = [a.wilayah_kode for a in admin if a.pengguna_id == pengguna_id]
    lain = [a.wilayah_kode for a in admin if a.pengguna_id != pengguna_id]
    if any(not any(meliputi(luar, kode) for luar in lain) for kode in wilayah_dia):
        raise TidakBisa(ADMIN_TERAKHIR)


def untuk_audit(isi: dict[str, Any]) -> dict[str, Any]:
    """Dates as text, all the way down."""
    return {
        k: untuk_audit(v) if isinstance(v, dict) else v.isoformat() if isinstance(v, dt.date) else v
        for k, v in isi.items()
    }


def catat(pengguna_id: int, aksi: str, isi: dict[str, Any], *, oleh: Pelaku) -> None:
    """One fact on the person's chain."""
    audit.catat(
        f"pengguna:{pengguna_id}",
        [{"aksi": aksi, "objek": f"pengguna:{pengguna_id}", "isi": isi}],
        pengguna_id=oleh.pengguna_id,
        penugasan_id=oleh.penugasan_id,
    )
