"""What does a signed-off proposal change in the registry? Applied exactly once, with the values before kept."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from app.domain.aturan.berlaku import berlaku, nilai
from app.domain.registri import kabar, keanggotaan, kepala, tertulis
from app.domain.registri.kode import HIDUP, MENINGGAL, PINDAH
from app.domain.registri.models import Keluarga, Kepesertaan, PerubahanRegistri, Warga
from app.domain.registri.opensid import cari_nama
from app.domain.wilayah.zona import zona
from app.infra import clock
from app.infra.db import db, kunci_baris

REGISTER = "register"
MENUNGGU, AKTIF, BERAKHIR, GAGAL = "menunggu_pusat", "aktif", "berakhir", "gagal"
_TERBUKA = (MENUNGGU, AKTIF)
_MILIK_KELUARGA = ("alamat", "dusun", "rt", "rw")
_TEKS_WARGA = ("nama", "tempat_lahir", "nama_ibu", "nama_ayah", "jenis_kelamin")
_KODE_WARGA = ("pekerjaan", "status_kawin", "pendidikan", "agama", "disabilitas")
# Programmes that are given to the family, not to one person in it.
_DAFTAR_KELUARGA = frozenset({"pkh", "bpnt"})
_STATUS_DARI_ALASAN = {"meninggal": MENINGGAL, "pindah": PINDAH}


def terapkan_usulan(
    usulan_id: int,
    jenis: str,
    warga_id: int,
    keluarga_id: int,
    isi: Mapping[str, Any],
    alasan_kode: str,
    program: Iterable[str] | str = (),
) -> None:
    """Apply one proposal: memberships opened or ended, local facts, corrections. A second call changes nothing.

    `isi` = {"lama", "baru"} of the proposal; `program` codes of the rule `program`. What the kind opens and ends is
    read from the rule `jenis_usulan`. A correction that would take a number held by somebody else is left out and
    noted, so that one name never stops a whole list at its sign-off.
    """
    if db.session.get(PerubahanRegistri, usulan_id) is not None:
        return
    warga = db.session.get_one(Warga, warga_id)
    # Who was given another card since the list was settled is changed there, not in the family left behind.
    keluarga = db.session.get_one(Keluarga, warga.keluarga_id)
    kunci_baris(keluarga)
    aturan = berlaku("jenis_usulan", keluarga.wilayah_kode, semua=True).get(jenis, {})
    baru = dict(isi.get("baru") or {})
    diminta = program or baru.get("program") or ()
    daftar = _daftar_program(diminta, keluarga.wilayah_kode)
    asal = {} if keluarga.id == keluarga_id else {"keluarga_asal": keluarga_id}
    catatan: dict[str, Any] = {"jenis": jenis, "lama": {}, "baru": {}, "tidak_diterapkan": {}, **asal}
    if buka := str(aturan.get("daftar_buka") or ""):
        catatan["dibuka"] = [
            _buka(usulan_id, warga, d) for d in dict.fromkeys([buka, *(daftar if buka == REGISTER else ())])
        ]
    if akhiri := list(aturan.get("daftar_akhiri") or ()):
        sekeluarga = baru.get("cakupan") == "keluarga"
        if REGISTER in akhiri:
            _fakta_setempat(warga, alasan_kode, sekeluarga, catatan)
            kepala.wariskan(warga, str(baru.get("pengurus_baru") or ""), catatan)
        elif diminta:
            akhiri = [d for d in akhiri if d in daftar]
        catatan["diakhiri_dari"] = _akhiri(warga, akhiri, sekeluarga)
        catatan["diakhiri"] = [int(i) for i in catatan["diakhiri_dari"]]
    if jenis == "perbaikan":
        # A field left as it was may have been corrected in the registry since: only what was proposed is applied.
        lama = isi.get("lama") or {}
        usul = {k: v for k, v in baru.items() if k not in lama or lama[k] != v}
        _perbaiki(warga, keluarga, usul, catatan)
    db.session.add(PerubahanRegistri(usulan_id=usulan_id, isi=catatan))
    db.session.flush()


def ralat(warga_id: int, keluarga_id: int, lama: Mapping[str, str], baru: Mapping[str, str]) -> dict[str, Any]:
    """Mend slips of the pen at once, where the registry still says what the list said: what was mended here meanwhile
    stays. Returns {"lama", "baru", "tidak_diterapkan"} as for a proposal."""
    warga, keluarga = db.session.get_one(Warga, warga_id), db.session.get_one(Keluarga, keluarga_id)
    kunci_baris(keluarga)
    kunci_baris(warga)
    catatan: dict[str, Any] = {"lama": {}, "baru": {}, "tidak_diterapkan": {}}
    sama = {n: v for n, v in baru.items() if _teks_kini(warga, keluarga, n) == lama.get(n, "")}
    catatan["tidak_diterapkan"] = {n: "sudah diubah di registri" for n in baru if n not in sama}
    _perbaiki(warga, keluarga, sama, catatan)
    db.session.flush()
    return catatan


def _teks_kini(warga: Warga, keluarga: Keluarga, bidang: str) -> str:
    isi = getattr(keluarga if bidang in ("no_kk", *_MILIK_KELUARGA) else warga, bidang)
    return isi.isoformat() if isinstance(isi, dt.date) else str(isi or "")


def catat_desil(keluarga_id: int, desil: int, pada: dt.date) -> int | None:
    """Note the rank that the centre gave a family; returns the one it had."""
    keluarga = db.session.get_one(Keluarga, keluarga_id)
    lama, keluarga.desil, keluarga.desil_pada = keluarga.desil, desil, pada
    keluarga.versi_baris += 1
    return lama


def jawaban_pusat(usulan_id: int, diterima: bool | None) -> None:
    """The centre's answer about the memberships that a proposal opened or ended at its sign-off.

    Opened: True makes them real, also after a failure; False ends them as failed; None (no answer) fails those still
    waiting. Ended: False reinstates them as they were, True (also a late one) ends them again; None leaves them.
    """
    tanya = sa.select(Kepesertaan).where(Kepesertaan.usulan_id == usulan_id, Kepesertaan.status != BERAKHIR)
    for k in db.session.scalars(tanya):
        if diterima:
            if k.status != AKTIF:
                warga = db.session.get(Keluarga, k.keluarga_id)
                k.status, k.mulai, k.selesai = AKTIF, _hari_ini(warga.wilayah_kode if warga else ""), None
        elif diterima is False or k.status == MENUNGGU:
            k.status = GAGAL
    if diterima is not None:
        _jawab_pengakhiran(usulan_id, diterima)
    db.session.flush()


def _jawab_pengakhiran(usulan_id: int, diterima: bool) -> None:
    """What the sign-off ended goes on when the centre refuses; a membership opened anew meanwhile is not doubled."""
    perubahan = db.session.get(PerubahanRegistri, usulan_id)
    if perubahan is None or not (dari := perubahan.isi.get("diakhiri_dari")):
        return
    for k in db.session.scalars(sa.select(Kepesertaan).where(Kepesertaan.id.in_([int(i) for i in dari]))):
        if diterima and k.status in _TERBUKA:
            keluarga = db.session.get_one(Keluarga, k.keluarga_id)
            k.status, k.selesai = BERAKHIR, _hari_ini(keluarga.wilayah_kode)
        elif not diterima and k.status == BERAKHIR and not _sudah_terbuka(k.keluarga_id, k.warga_id, k.daftar):
            k.status, k.selesai = str(dari[str(k.id)]), None


def _sudah_terbuka(keluarga_id: int, warga_id: int | None, daftar: str) -> int | None:
    return db.session.scalar(
        sa.select(Kepesertaan.id).where(
            Kepesertaan.keluarga_id == keluarga_id,
            Kepesertaan.warga_id.is_(None) if warga_id is None else Kepesertaan.warga_id == warga_id,
            Kepesertaan.daftar == daftar,
            Kepesertaan.status.in_(_TERBUKA),
        )
    )


def _hari_ini(wilayah_kode: str) -> dt.date:
    return clock.hari_ini(zona(wilayah_kode))


def _daftar_program(program: Iterable[str] | str, wilayah_kode: str) -> list[str]:
    kode = program.replace(",", " ").split() if isinstance(program, str) else list(program)
    daftar = (str(nilai("program", wilayah_kode, k).get("daftar", "")) for k in kode)
    return [d for d in daftar if d]


def _buka(usulan_id: int, warga: Warga, daftar: str) -> int:
    pemilik = None if daftar in _DAFTAR_KELUARGA else warga.id
    ada = _sudah_terbuka(warga.keluarga_id, pemilik, daftar)
    if ada is not None:
        return ada
    baru = Kepesertaan(
        keluarga_id=warga.keluarga_id, warga_id=pemilik, daftar=daftar, status=MENUNGGU, usulan_id=usulan_id
    )
    db.session.add(baru)
    db.session.flush()
    return baru.id


def _fakta_setempat(warga: Warga, alasan_kode: str, sekeluarga: bool, catatan: dict[str, Any]) -> None:
    status = _STATUS_DARI_ALASAN.get(alasan_kode)
    if status is None:
        return
    kena = [warga]
    if sekeluarga and status == PINDAH:
        kena = [w for w in _hidup(warga.keluarga_id) if w.id != warga.id] + [warga]
    catatan["lama"]["status_dasar"] = {str(w.id): w.status_dasar for w in kena}
    catatan["baru"]["status_dasar"] = {str(w.id): status for w in kena}
    for w in kena:
        w.status_sejak = w.status_sejak if w.status_dasar == status else _hari_ini(w.wilayah_kode)
        w.status_dasar = status
        _berubah(w)
    db.session.flush()


def _hidup(keluarga_id: int) -> list[Warga]:
    tanya = sa.select(Warga).where(Warga.keluarga_id == keluarga_id, Warga.status_dasar == HIDUP)
    return list(db.session.scalars(tanya))


def _akhiri(warga: Warga, daftar: list[str], sekeluarga: bool) -> dict[str, str]:
    """End the person's memberships; those of the family only when all of it leaves, or none is left in it.

    Returns the id of each (text, as JSON keeps it) with the status that it had.
    """
    tanya = sa.select(Kepesertaan).where(
        Kepesertaan.keluarga_id == warga.keluarga_id,
        Kepesertaan.daftar.in_(daftar),
        Kepesertaan.status.in_(_TERBUKA),
    )
    if not sekeluarga and _hidup(warga.keluarga_id) and REGISTER in daftar:
        tanya = tanya.where(Kepesertaan.warga_id == warga.id)
    elif not sekeluarga:
        tanya = tanya.where(sa.or_(Kepesertaan.warga_id == warga.id, Kepesertaan.warga_id.is_(None)))
    keluarga = db.session.get_one(Keluarga, warga.keluarga_id)
    akhir = list(db.session.scalars(tanya))
    dari = {str(k.id): k.status for k in akhir}
    for k in akhir:
        k.status, k.selesai = BERAKHIR, _hari_ini(keluarga.wilayah_kode)
    return dari


def _perbaiki(warga: Warga, keluarga: Keluarga, baru: dict[str, Any], catatan: dict[str, Any]) -> None:
    for bidang, mentah in baru.items():
        teks = _terbaca(bidang, mentah, keluarga, catatan)
        if not teks:
            continue
        if bidang in ("nik", "no_kk"):
            _perbaiki_nomor(warga, keluarga, bidang, teks, catatan)
        elif bidang in _MILIK_KELUARGA:
            _setel(keluarga, bidang, teks, catatan)
        elif (isi := _nilai_warga(bidang, teks)) is not None:
            _setel(warga, bidang, isi, catatan)
    kepala.perbaiki(warga, str(baru.get("hubungan") or ""), str(baru.get("pengurus_lama") or ""), catatan)
    if "nama" in catatan["baru"]:
        warga.nama_cari = cari_nama(warga.nama)
    if kabar.IDENTITAS & catatan["baru"].keys():
        db.session.flush()
        kabar.sebarkan([warga.id])


def _terbaca(bidang: str, mentah: Any, keluarga: Keluarga, catatan: dict[str, Any]) -> str:
    """The value as the registry keeps it; "" and a note for one that no column takes: it would stop the whole list."""
    teks = str(mentah).strip() if mentah is not None else ""
    try:
        return tertulis.baca(bidang, teks, _hari_ini(keluarga.wilayah_kode))
    except ValueError:
        catatan["tidak_diterapkan"][bidang] = "tidak dapat dibaca"
        return ""


def _nilai_warga(bidang: str, teks: str) -> Any:
    if bidang in _TEKS_WARGA:
        return teks
    if bidang in _KODE_WARGA and teks.isdigit():
        return int(teks)
    return dt.date.fromisoformat(teks) if bidang == "tanggal_lahir" else None


def _perbaiki_nomor(warga: Warga, keluarga: Keluarga, bidang: str, teks: str, catatan: dict[str, Any]) -> None:
    """A NIK held by somebody else is left out; a KK number of a family of this village means: joins that family."""
    if bidang == "nik":
        dipegang = db.session.scalar(sa.select(Warga.id).where(Warga.nik == teks))
        if dipegang not in (None, warga.id):
            catatan["tidak_diterapkan"]["nik"] = "tercatat atas warga lain"
            return
        _setel(warga, "nik", teks, catatan)
        warga.belum_punya_nik = False
        return
    lain = db.session.scalar(sa.select(Keluarga).where(Keluarga.no_kk == teks))
    if lain is None:
        _setel(keluarga, "no_kk", teks, catatan)
    elif lain.id != keluarga.id and lain.wilayah_kode == keluarga.wilayah_kode:
        _setel(warga, "keluarga_id", lain.id, catatan)
        db.session.flush()
        keanggotaan.ikutkan([warga.id])
    elif lain.id != keluarga.id:
        catatan["tidak_diterapkan"]["no_kk"] = "tercatat atas keluarga lain"


def _setel(objek: Warga | Keluarga, bidang: str, isi: Any, catatan: dict[str, Any]) -> None:
    lama = getattr(objek, bidang)
    if lama == isi:
        return
    catatan["lama"][bidang] = lama.isoformat() if isinstance(lama, dt.date) else lama
    catatan["baru"][bidang] = isi.isoformat() if isinstance(isi, dt.date) else isi
    setattr(objek, bidang, isi)
    _berubah(objek)


def _berubah(objek: Warga | Keluarga) -> None:
    objek.versi_baris += 1
    objek.diubah = clock.sekarang()
