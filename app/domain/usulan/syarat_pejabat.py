"""What holds back steps that other people take for an official: forms typed in, objections, one person in two posts?"""

import datetime as dt
from collections.abc import Iterator

import sqlalchemy as sa

from app.domain.akses.keputusan import unit_pejabat
from app.domain.akses.langkah import Langkah
from app.domain.akses.models import KeputusanTercatat, Pengguna, Penugasan
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import LABEL_PERAN, PEJABAT_PENCATAT, Peran
from app.domain.aturan.berlaku import nilai
from app.domain.usulan.models import FormulirPaket, Paket
from app.domain.usulan.status import StatusPaket
from app.domain.wilayah.zona import zona
from app.infra import clock, format
from app.infra.db import db

PENCATAT = {pejabat: pencatat for pencatat, pejabat in PEJABAT_PENCATAT.items()}


def formulir_terunggah(paket: Paket, langkah: Langkah) -> Iterator[str]:
    """What is typed for a village rests on a form that the village signed."""
    if not (paket.diketik or langkah.oleh.mengetik):
        return
    if db.session.scalar(sa.select(FormulirPaket.id).where(FormulirPaket.paket_id == paket.id).limit(1)) is None:
        yield "Pindaian formulir usulan yang ditandatangani desa/kelurahan belum diunggah pada paket ini."


def keputusan_dikeberati(paket: Paket, oleh: Pelaku) -> KeputusanTercatat | None:
    """The newest recorded decision that the actor speaks for: their own, or of a unit below theirs; a later one of
    another official does not take the objection away. Without such the newest of all, to say why not."""
    k = KeputusanTercatat
    semua = list(db.session.scalars(sa.select(k).where(k.objek == f"paket:{paket.id}").order_by(k.id.desc())))
    return next((x for x in semua if berhak_keberatan(x, paket.wilayah_kode, oleh)), semua[0] if semua else None)


def berhak_keberatan(k: KeputusanTercatat, wilayah_kode: str, oleh: Pelaku) -> bool:
    """Whether the actor is its official, or of the level above, who objects on the official's behalf."""
    unit = unit_pejabat(k.peran, wilayah_kode)
    return (oleh.peran is k.peran and oleh.wilayah == unit) or oleh.wilayah.count(".") < unit.count(".")


def keberatan_terbuka(paket_id: int) -> list[KeputusanTercatat]:
    """Objections on the packet that nobody has answered."""
    k = KeputusanTercatat
    tanya = sa.select(k).where(k.objek == f"paket:{paket_id}", k.keberatan_pada.is_not(None), k.dijawab.is_(None))
    return list(db.session.scalars(tanya.order_by(k.id)))


def batas_keberatan(k: KeputusanTercatat) -> dt.datetime:
    """Until when the official may object."""
    return k.dicatat + dt.timedelta(hours=int(nilai("batas", k.wilayah_kode).get("keberatan_jam", 24)))


def dapat_berkeberatan(paket: Paket, langkah: Langkah) -> Iterator[str]:
    """A recorded decision, within the time, by its official or by the unit above on their behalf."""
    k = keputusan_dikeberati(paket, langkah.oleh)
    if k is None:
        yield "Belum ada keputusan pejabat yang dicatat pada paket ini."
        return
    if k.keberatan_pada is not None and not tertutup_atas_nama(k, langkah.oleh):
        yield "Keberatan atas keputusan ini sudah dinyatakan."
    if clock.sekarang() > batas_keberatan(k):
        sampai = format.tanggal_waktu(batas_keberatan(k), zona(paket.wilayah_kode))
        yield f"Keberatan hanya dapat dinyatakan sampai {sampai}."
    if not berhak_keberatan(k, paket.wilayah_kode, langkah.oleh):
        yield f"Keberatan dinyatakan {k.jabatan}, atau tingkat di atasnya atas namanya."


def tertutup_atas_nama(k: KeputusanTercatat, oleh: Pelaku) -> bool:
    """Whether the official now speaks after others objected in the official's name and were answered: nobody uses up
    an official's objection for them."""
    return k.dijawab is not None and oleh.peran is k.peran and oleh.pengguna_id != k.keberatan_oleh


def ada_keberatan(paket: Paket, langkah: Langkah) -> Iterator[str]:
    """An open objection, answered by somebody who neither recorded the decision nor raised the objection."""
    terbuka = keberatan_terbuka(paket.id)
    if not terbuka:
        yield "Tidak ada keberatan pejabat yang menunggu jawaban."
    for k in terbuka:
        if langkah.oleh.pengguna_id in (k.dicatat_oleh, k.keberatan_oleh):
            yield (
                f"Anda sendiri yang mencatat keputusan {k.jabatan} atau menyatakan keberatannya, jadi orang lain yang "
                "menjawabnya."
            )


def keberatan_dijawab(paket: Paket, langkah: Langkah) -> Iterator[str]:
    """The next gate answers the objection first."""
    for k in keberatan_terbuka(paket.id):
        yield f"Keberatan {k.jabatan} belum dijawab: “{k.keberatan_alasan}”"


def pejabat_langkah(paket: Paket) -> Peran:
    """The official whose decision comes next where a permit for one person may be needed."""
    return Peran.CAMAT if paket.status is StatusPaket.DIAJUKAN else Peran.KEPALA_DESA


def calon_satu_tangan(paket: Paket) -> list[tuple[Penugasan, str]]:
    """Holders of the official's post who also compose for it, or have composed this packet, with their names."""
    peran = pejabat_langkah(paket)
    unit = unit_pejabat(peran, paket.wilayah_kode)
    hari = clock.hari_ini(zona(unit))
    t = Penugasan
    tanya = (
        sa.select(t, Pengguna.nama)
        .join(Pengguna, Pengguna.id == t.pengguna_id)
        .where(t.wilayah_kode == unit, t.peran.in_((peran, PENCATAT[peran])), Pengguna.aktif)
        .where(t.mulai <= hari, sa.or_(t.selesai.is_(None), t.selesai >= hari))
        .order_by(t.id)
    )
    semua = [(r[0], str(r[1])) for r in db.session.execute(tanya)]
    penyusun = paket.orang_terlarang_langkah | {p.pengguna_id for p, _ in semua if p.peran is not peran}
    return [(p, nama) for p, nama in semua if p.peran is peran and p.pengguna_id in penyusun]


def pemegang_dua_jabatan(paket: Paket, langkah: Langkah) -> Iterator[str]:
    """One person in two posts by a decree on file, let by the unit above and by another person."""
    unit = unit_pejabat(pejabat_langkah(paket), paket.wilayah_kode)
    if langkah.oleh.wilayah.count(".") >= unit.count("."):
        yield "Izin satu tangan diberikan tingkat di atas unit yang bersangkutan."
    calon = calon_satu_tangan(paket)
    if not calon:
        jabatan = LABEL_PERAN[pejabat_langkah(paket)]
        yield f"Tidak ada {jabatan} yang juga menyusun berkas unit ini, jadi izin satu tangan tidak diperlukan."
    for t, nama in calon:
        if not (t.nomor_sk and t.tanggal_sk):
            yield f"Nomor dan tanggal SK penugasan {nama} belum dicatat."
        if t.pengguna_id == langkah.oleh.pengguna_id:
            yield "Izin satu tangan harus diberikan orang lain, bukan pemegang kedua jabatan itu sendiri."
        if paket.berizin(t.pengguna_id):
            yield f"Izin satu tangan untuk {nama} pada pengajuan ini sudah diberikan."
