"""What can be done about matching: give the list out, take the answer in, keep one result, waive it for a packet?

Of results and waivers the packages above take the step (lock, authority over the packet, audit row on its chain) and
call these. Lists have a chain of their own, per territory: who took which identity numbers out, and what came back.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.pelaku import Pelaku
from app.domain.aturan.berlaku import berlaku
from app.domain.verifikasi.lembar import Bacaan, Menunggu, Terapkan, baca_hasil, terapkan_hasil, tulis_daftar
from app.domain.verifikasi.models import Padanan, PembebasanPadanan
from app.domain.verifikasi.pemadanan import BELUM
from app.infra import audit, clock, files
from app.infra.db import db
from app.infra.galat import GalatIsian, TidakBisa

TANGAN, LEMBAR = "tangan", "lembar"
MAKS_ALASAN = 500
# About six seconds of one transaction: longer would keep every other writer of the embedded database waiting.
MAKS_TERAP = 1_000


def hasil_sah(oleh: Pelaku) -> dict[str, dict[str, Any]]:
    """The codes that may be recorded, with their rule (`label, lulus, rona`): all but `belum`."""
    return {k: v for k, v in berlaku("hasil_padanan", oleh.wilayah).items() if k != BELUM}


def catat_padanan(
    usulan_id: int, hasil: str, beda: Iterable[Mapping[str, str]], *, oleh: Pelaku, sumber: str = TANGAN
) -> Padanan:
    """Add a result to the history of a proposal; earlier ones stay. `beda`: {bidang, usulan, dukcapil} each.

    Raises TidakBoleh, GalatIsian for a code that the rule does not know.
    """
    policy.wajib_mungkin(oleh, Aksi.USULAN_CATAT_PADANAN)
    if hasil not in hasil_sah(oleh):
        raise GalatIsian(bidang={"hasil": "Pilih hasil pemadanan dari daftar yang tersedia."})
    baris = Padanan(
        usulan_id=usulan_id,
        hasil=hasil,
        beda=[dict(b) for b in beda],
        sumber=sumber,
        oleh=oleh.pengguna_id,
        waktu=clock.sekarang(),
    )
    db.session.add(baris)
    db.session.flush()
    return baris


def warisi_pembebasan(dari_paket_id: int, ke_paket_id: int) -> None:
    """A packet that was split off keeps the waiver that was given while its names were in the other one."""
    ada = db.session.get(PembebasanPadanan, dari_paket_id)
    if ada is not None:
        db.session.add(PembebasanPadanan(paket_id=ke_paket_id, alasan=ada.alasan, oleh=ada.oleh, waktu=ada.waktu))
        db.session.flush()


def bebaskan(paket_id: int, alasan: str, *, oleh: Pelaku) -> PembebasanPadanan:
    """Waive the matching of a packet, once, with a reason.

    Raises TidakBoleh, GalatIsian without a reason, TidakBisa when it was waived before.
    """
    policy.wajib_mungkin(oleh, Aksi.PAKET_BEBASKAN_PADANAN)
    alasan = alasan.strip()
    if not alasan:
        raise GalatIsian(bidang={"alasan": "Tulis alasan paket ini dibebaskan dari pemadanan."})
    if len(alasan) > MAKS_ALASAN:
        raise GalatIsian(bidang={"alasan": f"Alasan paling banyak {MAKS_ALASAN} huruf."})
    if db.session.get(PembebasanPadanan, paket_id) is not None:
        raise TidakBisa("Paket ini sudah pernah dibebaskan dari pemadanan. Satu paket hanya dapat satu kali.")
    baris = PembebasanPadanan(paket_id=paket_id, alasan=alasan, oleh=oleh.pengguna_id, waktu=clock.sekarang())
    db.session.add(baris)
    db.session.flush()
    return baris


def keluarkan_daftar(menunggu: Sequence[Menunggu], *, oleh: Pelaku) -> bytes:
    """The matching list as XLSX; that it was taken out, and whose numbers it held, is on record.

    Raises TidakBoleh, TidakBisa when nobody waits.
    """
    policy.wajib_mungkin(oleh, Aksi.PADANAN_EKSPOR)
    if not menunggu:
        raise TidakBisa("Tidak ada usulan yang menunggu pemadanan di wilayah yang dipilih.")
    isi = {"jumlah": len(menunggu), "usulan": [m.usulan_id for m in menunggu]}
    _catat(Aksi.PADANAN_EKSPOR, isi, oleh)
    return tulis_daftar(menunggu)


def periksa_hasil(isi: bytes, menunggu: Iterable[Menunggu], *, oleh: Pelaku) -> Bacaan:
    """What a result list would do; nothing is stored. Raises TidakBoleh, GalatIsian."""
    policy.wajib_mungkin(oleh, Aksi.PADANAN_IMPOR)
    return baca_hasil(isi, menunggu)


def terima_hasil(
    isi: bytes, menunggu: Iterable[Menunggu], terapkan: Terapkan, *, oleh: Pelaku
) -> tuple[Bacaan, dict[str, int]]:
    """Apply a result list row by row, at most MAKS_TERAP; the file is kept as the evidence of what was answered.

    Returns the reading (its `galat` also holds rows that were refused when applied) and how many of each result.
    """
    bacaan = periksa_hasil(isi, menunggu, oleh=oleh)
    if not bacaan.jawaban:
        raise TidakBisa("Tidak ada baris yang dapat diterapkan dari berkas ini.")
    berkas = files.simpan(isi)
    bacaan.sisa = max(len(bacaan.jawaban) - MAKS_TERAP, 0)
    bacaan.jawaban = bacaan.jawaban[:MAKS_TERAP]
    hitung = terapkan_hasil(bacaan, terapkan)
    ringkas = {"sha256": berkas.sha256, "hasil": hitung, "ditolak": len(bacaan.galat)}
    _catat(Aksi.PADANAN_IMPOR, ringkas, oleh)
    return bacaan, hitung


def _catat(aksi: Aksi, isi: dict[str, Any], oleh: Pelaku) -> None:
    rantai = f"padanan:{oleh.wilayah}"
    fakta = {"aksi": aksi, "objek": rantai, "isi": isi}
    audit.catat(rantai, [fakta], pengguna_id=oleh.pengguna_id, penugasan_id=oleh.penugasan_id)
