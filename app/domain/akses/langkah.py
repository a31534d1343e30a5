"""How is a step taken? The only function that moves anything: authority, arrow, guards, status, audit, effects."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from app.domain.akses import keputusan as putusan
from app.domain.akses import pengetikan, policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.keputusan import Keputusan, TandaPejabat
from app.domain.akses.models import KeputusanTercatat, Pengguna
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import PEJABAT_PENCATAT
from app.infra import audit, format, jobs, panjang
from app.infra.db import db, kunci_baris
from app.infra.galat import GalatIsian, HalamanUsang, TidakBisa
from app.infra.machine import Alur, Baris


@dataclass(slots=True)
class Langkah:
    """What guards and effects may know of the step: who, why, and the typed input of the operation.

    `terbaca`: what the page that only asks ahead has read along, so that its guards need no statement of their own.
    A step has none and asks the database under its lock.
    """

    oleh: Pelaku
    aksi: Aksi
    baris: Baris
    alasan: str = ""
    alasan_kode: str = ""
    data: Any = None
    lewat: str = ""
    catatan: dict[str, Any] = field(default_factory=dict)
    kabari: bool = True
    keputusan: Keputusan | None = None
    satu_tangan: bool = False
    terbaca: Any = None

    @property
    def dicatat(self) -> bool:
        """Whether an official's decision is being recorded from the signed paper."""
        return self.keputusan is not None and self.keputusan.dicatat_oleh is not None


def lakukan(
    alur: Alur,
    objek: Any,
    aksi: Aksi,
    *,
    oleh: Pelaku,
    versi: int | None,
    alasan: str = "",
    alasan_kode: str = "",
    data: Any = None,
    lewat: str = "",
    catatan: dict[str, Any] | None = None,
    dicatat: bool = False,
    keputusan: Keputusan | None = None,
) -> Langkah:
    """Take one step on one object in the caller's transaction.

    A row with a gate paper is an official's decision: of the actor who signed in, or (`dicatat`) of whoever signed
    that paper, recorded by the actor. `keputusan` is that of the step which takes this one along.

    `versi` is the object's `versi_baris` that the page was drawn from (None only for steps taken along by another
    object's step). Raises TidakBoleh 403, HalamanUsang / TidakBisa 409 (all reasons at once), GalatIsian 422.
    The object offers: `status, versi_baris, wilayah_kode, rantai, sebutan_audit, baris_terkunci()`.
    """
    for baris_kunci in objek.baris_terkunci():
        kunci_baris(baris_kunci)
    if dicatat:
        putusan.wajib_dicatat(oleh, aksi, objek)
    langkah = _siap(alur, objek, aksi, oleh, versi, alasan, alasan_kode, data, lewat, catatan, dicatat, keputusan)
    _jalankan(objek.rantai, [(objek, langkah)])
    if dicatat:
        _kabari_pejabat(objek, langkah)
    return langkah


def lakukan_banyak(
    alur: Alur,
    butir: Iterable[tuple[Any, Aksi, str, str]],
    *,
    oleh: Pelaku,
    lewat: str,
    data: Any = None,
    keputusan: Keputusan | None = None,
) -> None:
    """Take steps on children of an already locked parent: (object, verb, reason code, reason text) each.

    One statement writes all audit rows; authority, arrow and guards are asked per item as always.
    """
    siap = [
        (objek, _siap(alur, objek, aksi, oleh, None, alasan, kode, data, lewat, None, keputusan=keputusan))
        for objek, aksi, kode, alasan in butir
    ]
    if siap:
        _jalankan(siap[0][0].rantai, siap)


def mulai(alur: Alur, objek: Any, aksi: Aksi, *, oleh: Pelaku, data: Any = None, lewat: str = "") -> Langkah:
    """Bring a new object into its first state: the row without a from-state. Adds and flushes it."""
    baris = next(b for b in alur.baris if b.aksi == aksi and not b.dari and (b.kapan is None or b.kapan(objek)))
    policy.wajib_boleh(oleh, aksi, objek)
    langkah = Langkah(oleh, aksi, baris, data=data, lewat=lewat)
    _tolak_bila_terhalang(baris, objek, langkah)
    _tulis_status(objek, baris)
    db.session.add(objek)
    db.session.flush()
    if asal := getattr(objek, "rantai_asal", ""):
        audit.cabangkan(objek.rantai, asal)
    audit.catat(
        objek.rantai,
        [_fakta(objek, langkah, "")],
        pengguna_id=oleh.pengguna_id,
        penugasan_id=oleh.penugasan_id,
    )
    _sesudah(objek, langkah)
    return langkah


def sebab(objek: Any, baris: Baris, *, oleh: Pelaku, data: Any = None) -> list[str]:
    """Every reason why a row can not be taken now, authority included: what the page shows beside the button."""
    aksi = Aksi(baris.aksi)
    catat = policy.mencatat(oleh, aksi)
    if tidak := putusan.sebab_tidak_dicatat(oleh, aksi, objek) if catat else policy.sebab_tidak(oleh, aksi, objek):
        return [tidak]
    return list(_halangan(baris, objek, Langkah(oleh, aksi, baris, data=data)))


def tindakan(alur: Alur, objek: Any, *, oleh: Pelaku) -> list[Baris]:
    """The rows whose button the actor sees: the machine's arrows joined with the matrix, and nothing else."""
    return [b for b in alur.tersedia(objek) if policy.boleh(oleh, Aksi(b.aksi), objek)]


def pencatatan(alur: Alur, objek: Any, *, oleh: Pelaku) -> list[Baris]:
    """The rows that the actor may record for an official from the signed gate paper."""
    return [b for b in alur.tersedia(objek) if b.gerbang and putusan.dapat_mencatat(oleh, Aksi(b.aksi), objek)]


def _siap(
    alur: Alur,
    objek: Any,
    aksi: Aksi,
    oleh: Pelaku,
    versi: int | None,
    alasan: str,
    alasan_kode: str,
    data: Any,
    lewat: str,
    catatan: dict[str, Any] | None,
    dicatat: bool = False,
    keputusan: Keputusan | None = None,
) -> Langkah:
    dari_kertas = dicatat or (keputusan is not None and keputusan.dicatat_oleh is not None)
    policy.wajib_boleh(oleh, aksi, objek, dicatat=dari_kertas)
    if versi is not None and versi != objek.versi_baris:
        raise HalamanUsang(f"{_langkah_terakhir(objek)} Muat ulang halaman ini, lalu periksa lagi sebelum melanjutkan.")
    try:
        baris = alur.wajib(objek, aksi)
    except TidakBisa as tidak:
        raise TidakBisa([*tidak.alasan, _langkah_terakhir(objek)]) from None
    if baris.lewat and baris.lewat != lewat:
        raise TidakBisa(f"“{baris.tombol}” hanya terjadi lewat {baris.lewat}.")
    if getattr(objek, "bundel_id", None) and lewat != "bundel" and baris.ke is not None:
        raise TidakBisa(
            "Paket ini ada di dalam berkas bersama yang sudah terbit; buka berkas bersama itu lebih dahulu."
        )
    langkah = Langkah(oleh, aksi, baris, format.tanpa_nik(alasan.strip()), alasan_kode, data, lewat, catatan or {})
    pejabat = PEJABAT_PENCATAT[oleh.peran] if dicatat else oleh.peran
    tanda = None if keputusan or not baris.gerbang else objek.tanda_pejabat(baris.gerbang, pejabat)
    langkah.keputusan = keputusan or _keputusan(objek, langkah, tanda, dicatat)
    kurang = _kertas_tidak_cukup(tanda) if dicatat else []
    _tolak_bila_terhalang(baris, objek, langkah, kurang)
    if baris.gerbang and not lewat and langkah.keputusan:
        langkah.satu_tangan = putusan.satu_tangan(langkah.keputusan, aksi, objek)
    return langkah


def _keputusan(objek: Any, langkah: Langkah, tanda: TandaPejabat | None, dicatat: bool) -> Keputusan | None:
    if not langkah.baris.gerbang:
        return None
    if not dicatat:
        return putusan.sendiri(langkah.oleh, tanda.dokumen_id if tanda else None)
    return putusan.dari_kertas(langkah.oleh, tanda, objek.wilayah_kode) if tanda else None


def _kertas_tidak_cukup(tanda: TandaPejabat | None) -> list[str]:
    """Why the gate paper proves no decision: unsigned, or its official said that it is not the one."""
    if tanda is None or not tanda.sah:
        return [_belum_tertanda(tanda)]
    k = KeputusanTercatat
    dikeberati = sa.select(k.id).where(k.dokumen_id == tanda.dokumen_id, k.keberatan_pada.is_not(None)).limit(1)
    if db.session.scalar(dikeberati) is None:
        return []
    kalimat = (
        f"{tanda.jabatan} pernah menyatakan keberatan atas keputusan yang dicatat dari {tanda.sebutan}, jadi tidak "
        "dapat dicatat lagi dari kertas itu. Pejabatnya masuk sendiri, atau kertas baru terbit dan ditandatangani."
    )
    return [kalimat]


def _belum_tertanda(tanda: TandaPejabat | None) -> str:
    if tanda is None:
        return "Kertas yang ditandatangani pejabat untuk langkah ini belum ada, jadi keputusannya belum dapat dicatat."
    return f"{tanda.sebutan} yang sudah ditandatangani {tanda.jabatan} belum diunggah pindaiannya."


def _tolak_bila_terhalang(baris: Baris, objek: Any, langkah: Langkah, kurang: Sequence[str] = ()) -> None:
    if baris.alasan and not langkah.alasan:
        raise GalatIsian(bidang={"alasan": f"Tulis alasan untuk “{baris.tombol}”."})
    panjang.wajib_muat(langkah.alasan, panjang.MAKS_ALASAN, "alasan")
    if halangan := [*_halangan(baris, objek, langkah), *kurang]:
        raise TidakBisa(halangan)


def _halangan(baris: Baris, objek: Any, langkah: Langkah) -> Iterable[str]:
    for syarat in baris.syarat:
        yield from syarat(objek, langkah)


def _jalankan(rantai: str, siap: list[tuple[Any, Langkah]]) -> None:
    fakta = []
    for objek, langkah in siap:
        dari = str(objek.status)
        _tulis_status(objek, langkah.baris)
        fakta.append(_fakta(objek, langkah, dari))
    oleh = siap[0][1].oleh
    db.session.flush()
    audit.catat(rantai, fakta, pengguna_id=oleh.pengguna_id, penugasan_id=oleh.penugasan_id)
    for objek, langkah in siap:
        _sesudah(objek, langkah)


def _tulis_status(objek: Any, baris: Baris) -> None:
    if baris.ke is not None:
        objek.status = type(objek).STATUS(baris.ke)  # the only line of the code base that writes a status
    objek.versi_baris = (objek.versi_baris or 0) + 1


def _fakta(objek: Any, langkah: Langkah, dari: str) -> dict[str, Any]:
    isi = dict(langkah.catatan)
    if langkah.alasan:
        isi["alasan"] = langkah.alasan
    k = langkah.keputusan
    if k is not None:
        isi |= k.untuk_audit(langkah.oleh.nama)
    if langkah.satu_tangan:
        isi["satu_tangan"] = True
    if langkah.oleh.mengetik:
        isi["diinput_untuk"] = langkah.oleh.wilayah
    return {
        "aksi": langkah.aksi,
        "objek": objek.sebutan_audit,
        "dari": dari,
        "ke": objek.status,
        "alasan_kode": langkah.alasan_kode,
        "pemutus_id": k.pengguna_id if k else None,
        "dokumen_id": k.dokumen_id if k else None,
        "isi": isi,
    }


def _catat_keputusan(objek: Any, langkah: Langkah) -> None:
    """Keep the recorded decision where its official can object to it."""
    k = langkah.keputusan
    if k is None or k.dicatat_oleh is None or k.dokumen_id is None or not langkah.baris.gerbang:
        return
    db.session.add(
        KeputusanTercatat(
            objek=objek.sebutan_audit,
            wilayah_kode=objek.wilayah_kode,
            aksi=str(langkah.aksi),
            peran=k.peran,
            nama=k.nama,
            jabatan=k.jabatan,
            pengguna_id=k.pengguna_id,
            penugasan_id=k.penugasan_id,
            dokumen_id=k.dokumen_id,
            dicatat_oleh=k.dicatat_oleh,
        )
    )


def _kabari_pejabat(objek: Any, langkah: Langkah) -> None:
    if langkah.keputusan is None:
        return
    jobs.antrekan(
        "notifikasi.kirim",
        {
            "peran": [str(langkah.keputusan.peran)],
            "wilayah": objek.wilayah_kode,
            "objek": objek.sebutan_audit,
            "aksi": "keputusan.dicatat",
            "oleh": langkah.oleh.pengguna_id,
            "nomor": getattr(objek, "nomor", ""),
        },
    )


def _sesudah(objek: Any, langkah: Langkah) -> None:
    _catat_keputusan(objek, langkah)
    if langkah.oleh.mengetik and (catat := getattr(objek, "catat_pengetik", None)):
        catat(langkah.oleh)
    pengetikan.kabarkan(objek, oleh=langkah.oleh)
    if langkah.kabari and langkah.baris.kabari:
        jobs.antrekan(
            "notifikasi.kirim",
            {
                "peran": list(langkah.baris.kabari),
                "wilayah": objek.wilayah_kode,
                "objek": objek.sebutan_audit,
                "aksi": str(langkah.aksi),
                "oleh": langkah.oleh.pengguna_id,
                "nomor": getattr(objek, "nomor", ""),
            },
        )
    for akibat in langkah.baris.akibat:
        akibat(objek, langkah)


def _langkah_terakhir(objek: Any) -> str:
    a = audit.Audit
    ada = db.session.execute(
        sa.select(a.waktu, Pengguna.nama)
        .outerjoin(Pengguna, Pengguna.id == a.pengguna_id)
        .where(a.objek == objek.sebutan_audit)
        .order_by(a.id.desc())
        .limit(1)
    ).first()
    if ada is None:
        return "Data ini baru saja berubah."
    return f"Data ini terakhir diubah oleh {ada.nama or 'sistem'} pada {format.tanggal_waktu(ada.waktu)}."
