"""What holds a packet's step back? One small function per rule; each yields whole sentences."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from app.domain.akses.langkah import Langkah
from app.domain.aturan.berlaku import berlaku, nilai
from app.domain.dokumen import syarat as dokumen
from app.domain.dokumen.status import JenisDokumen
from app.domain.rapat import syarat as rapat
from app.domain.rapat.models import Rapat
from app.domain.registri.models import BerkasKeluarga
from app.domain.registri.nik import Keparahan, periksa_nik
from app.domain.usulan import isian, kesiapan, muat
from app.domain.usulan.models import Paket, Tanda, Usulan
from app.domain.usulan.status import HIDUP, Dasar, StatusPaket, StatusSiks, StatusUsulan
from app.domain.wilayah.zona import zona
from app.infra import clock
from app.infra.db import db

SUSUN = (StatusPaket.DRAF, StatusPaket.SIAP_MUSYAWARAH, StatusPaket.SIAP_DIAJUKAN)


def hidup(paket: Paket) -> list[Usulan]:
    """“Every usulan”: those that have not ended."""
    return [u for u in paket.usulan if u.status in HIDUP]


def bukti_keluarga(keluarga: set[int]) -> dict[int, set[str]]:
    """Proof codes on file per family, in one query."""
    ada: dict[int, set[str]] = {k: set() for k in keluarga}
    tanya = sa.select(BerkasKeluarga.keluarga_id, BerkasKeluarga.jenis).where(
        BerkasKeluarga.keluarga_id.in_(keluarga), BerkasKeluarga.dihapus.is_(None)
    )
    for k, jenis in db.session.execute(tanya):
        ada[k].add(jenis)
    return ada


def ada_usulan(paket: Paket, langkah: Langkah) -> Iterator[str]:
    if not hidup(paket):
        yield "Paket ini belum berisi usulan. Tambahkan paling sedikit satu usulan."


def semua_lengkap(paket: Paket, langkah: Langkah) -> Iterator[str]:
    for u in hidup(paket):
        if u.status is StatusUsulan.DRAF:
            yield f"Usulan {u.nama} belum ditandai lengkap."


def rapat_terencana(paket: Paket, langkah: Langkah) -> Iterator[str]:
    if paket.rapat_id is None:
        yield "Musyawarah belum direncanakan."
        return
    yield from rapat.rencana_lengkap(db.session.get_one(Rapat, paket.rapat_id))


def rapat_tercatat(paket: Paket, langkah: Langkah) -> Iterator[str]:
    yield from rapat.hasil_lengkap(db.session.get_one(Rapat, paket.rapat_id), clock.hari_ini(zona(paket.wilayah_kode)))


def semua_diputus(paket: Paket, langkah: Langkah) -> Iterator[str]:
    """`langkah.data` maps usulan id to (verdict, reason code, reason)."""
    yield from putusan_kurang(paket, langkah.data or {}).values()


def putusan_kurang(paket: Paket, putusan: dict[int, tuple[str, str, str]]) -> dict[tuple[int, str], str]:
    """What a meeting's decisions still lack: (usulan id, part of the form) → sentence."""
    alasan = {
        "tunda": berlaku("alasan_tunda", paket.wilayah_kode),
        "tidak": berlaku("alasan_tidak_disepakati", paket.wilayah_kode),
    }
    kurang = {}
    for u in hidup(paket):
        hasil, kode, teks = putusan.get(u.id, ("", "", ""))
        if hasil not in ("sepakat", "tidak", "tunda"):
            kurang[u.id, "putusan"] = f"Usulan {u.nama} belum diputuskan."
        elif hasil != "sepakat" and _tanpa_alasan(alasan[hasil], kode, teks):
            kurang[u.id, "alasan"] = f"Tulis alasan putusan untuk {u.nama}."
    return kurang


def _tanpa_alasan(tabel: dict[str, dict[str, Any]], kode: str, teks: str) -> bool:
    """Neither a known reason nor words, or a reason that needs words without them (its label precedes them)."""
    baris = tabel.get(kode)
    if baris is None:
        return not teks
    return bool(baris.get("teks_wajib")) and teks.removeprefix(baris["label"]).strip(" :") == ""


def ada_yang_hidup(paket: Paket, langkah: Langkah) -> Iterator[str]:
    if not hidup(paket):
        yield "Tidak ada usulan yang masih berjalan di paket ini; paket dapat ditutup."


def gerbang_desa(paket: Paket, langkah: Langkah) -> Iterator[str]:
    """Signatures of the village's gate, on the papers that the packet's basis names and on the sheets of changes."""
    jenis = nilai("lampiran_paket", paket.wilayah_kode, paket.dasar).get("dokumen", [])
    yield from dokumen.belum_ditandatangani(
        paket.id, "desa", [*(JenisDokumen(j) for j in jenis), JenisDokumen.LEMBAR_PERUBAHAN]
    )


def foto_lengkap(paket: Paket, langkah: Langkah) -> Iterator[str]:
    """Photos of the meeting that the packet's basis asks for."""
    wajib = nilai("lampiran_paket", paket.wilayah_kode, paket.dasar).get("foto", [])
    if wajib and paket.rapat_id:
        ada = {f.jenis for f in db.session.get_one(Rapat, paket.rapat_id).foto}
        label = berlaku("jenis_lampiran", paket.wilayah_kode)
        for kode in wajib:
            if kode not in ada:
                yield f"{label.get(kode, {}).get('label', kode)} belum diunggah pada halaman musyawarah."


def lampiran_lengkap(paket: Paket, langkah: Langkah) -> Iterator[str]:
    """Attachments of every proposal by the table used while drafting."""
    muat.dalam(paket)
    usulan = hidup(paket)
    bukti = bukti_keluarga({u.keluarga_id for u in usulan})
    hari = clock.hari_ini(zona(paket.wilayah_kode))
    for u in usulan:
        for k in isian.kurang(u, bukti[u.keluarga_id], hari):
            yield f"{u.nama}: {k.kalimat}"


def identitas_bersih(paket: Paket, langkah: Langkah) -> Iterator[str]:
    muat.dalam(paket)
    for u in hidup(paket):
        yield from (f"{u.nama}: {kalimat}" for kalimat in galat_identitas(u))


def galat_identitas(u: Usulan) -> Iterator[str]:
    """Errors (not warnings) of NIK and nomor KK that stop a submission."""
    if u.warga.nik is None:
        if u.jenis not in ("hapus", "perbaikan"):
            yield "belum mempunyai NIK. Bantu pengurusan NIK di Disdukcapil sebelum diajukan."
        return
    for t in periksa_nik(
        u.warga.nik,
        jenis_kelamin=u.warga.jenis_kelamin,
        tanggal_lahir=u.warga.tanggal_lahir,
        wilayah=(),
        hari_ini=clock.hari_ini(zona(u.wilayah_kode)),
    ):
        if t.tingkat is Keparahan.GALAT:
            yield t.kalimat
    if u.keluarga.no_kk and u.keluarga.no_kk == u.warga.nik:
        yield "Nomor KK sama dengan NIK; periksa kartu keluarganya."


def pengajuan_pertama(paket: Paket, langkah: Langkah) -> Iterator[str]:
    if paket.versi > 1:
        yield "Paket ini sudah pernah diperbaiki dan diajukan ulang, jadi tidak dapat ditarik kembali."


def tidak_ada_paket_lain(paket: Paket, langkah: Langkah) -> Iterator[str]:
    lain = db.session.scalar(
        sa.select(Paket.nomor).where(
            Paket.wilayah_kode == paket.wilayah_kode,
            Paket.periode == paket.periode,
            Paket.sifat == paket.sifat,
            Paket.dasar != Dasar.DAFTAR_KABUPATEN,
            Paket.status.in_(SUSUN),
            Paket.id != paket.id,
        )
    )
    if lain:
        yield f"Paket {lain} pada periode yang sama masih disusun. Ajukan atau batalkan paket itu lebih dahulu."


def ada_tanda(paket: Paket, langkah: Langkah) -> Iterator[str]:
    """`langkah.data` is a list of (usulan id or None, reason code, text)."""
    yield from tanda_kurang(paket, langkah.data or []).values()


def tanda_kurang(paket: Paket, tanda: list[tuple[int | None, str, str]]) -> dict[tuple[int | None, str], str]:
    """What the marks of a return lack: (usulan id, part of the form) → sentence."""
    dikenal = berlaku("alasan_kembali", paket.wilayah_kode)
    milik = {u.id: u.nama for u in hidup(paket)}
    kurang: dict[tuple[int | None, str], str] = {}
    if not tanda:
        kurang[None, "kode"] = (
            "Pilih paling sedikit satu alasan pengembalian, pada paket atau pada nama yang bermasalah."
        )
    for usulan_id, kode, teks in tanda:
        if usulan_id is not None and usulan_id not in milik:
            kurang[None, "kode"] = "Ada tanda pada nama yang tidak lagi berjalan di paket ini."
        elif kode not in dikenal:
            kurang[usulan_id, "kode"] = "Pilih alasan pengembalian dari daftar."
        elif dikenal[kode].get("teks_wajib") and not teks:
            siapa = f" untuk {milik[usulan_id]}" if usulan_id is not None else ""
            kurang[usulan_id, "teks"] = f"Alasan “{dikenal[kode]['label']}”{siapa} perlu dijelaskan."
    return kurang


def tanda_terbuka(paket: Paket) -> list[Tanda]:
    """Marks that the village has not answered."""
    return [t for t in paket.tanda if t.jawaban is None]


def semua_tanda_dijawab(paket: Paket, langkah: Langkah) -> Iterator[str]:
    nama = {u.id: u.nama for u in paket.usulan}
    for t in tanda_terbuka(paket):
        siapa = nama.get(t.usulan_id or 0, "paket")
        yield f"Catatan pengembalian pada {siapa} belum dijawab."


def telaah_lengkap(paket: Paket, langkah: Langkah) -> Iterator[str]:
    yield from _sebut(paket, langkah, kesiapan.telaah([paket.id]))


def _sebut(paket: Paket, langkah: Langkah, kurang: kesiapan.Kekurangan) -> Iterator[str]:
    """A step of many packets refuses with the number of the one that holds it back; a packet's own page need not."""
    sebut = f"{paket.nomor}: " if langkah.lewat else ""
    yield from (f"{sebut}{kalimat}" for kalimat in kurang[paket.id])


def bebas_berkas_bersama(objek: Paket | Usulan, langkah: Langkah) -> Iterator[str]:
    """What an issued paper was made from stays as it was printed, also where the step moves nothing."""
    if objek.bundel_id and langkah.lewat != "bundel":
        yield "Paket ini ada di dalam berkas bersama yang sudah terbit; buka berkas bersama itu lebih dahulu."


def verval_lengkap(paket: Paket, langkah: Langkah) -> Iterator[str]:
    angka = langkah.terbaca and langkah.terbaca.verval
    kurang = {paket.id: kesiapan.kurang_verval(angka, paket.wilayah_kode)} if angka else kesiapan.verval([paket.id])
    yield from _sebut(paket, langkah, kurang)


def ada_yang_layak(paket: Paket, langkah: Langkah) -> Iterator[str]:
    yield from _sebut(paket, langkah, kesiapan.pengesahan([paket.id]))


def semua_ada_jawaban_pusat(paket: Paket, langkah: Langkah) -> Iterator[str]:
    akhir = (StatusSiks.DITERIMA, StatusSiks.DITOLAK_PUSAT, StatusSiks.TANPA_JAWABAN)
    belum = [u.nama for u in paket.usulan if u.status is StatusUsulan.LAYAK and u.status_siks not in akhir]
    if belum:
        contoh = ", ".join(belum[:3]) + (" dan lainnya" if len(belum) > 3 else "")
        yield f"Hasil dari pusat belum dicatat untuk {len(belum)} usulan: {contoh}."


def tidak_ada_yang_hidup(paket: Paket, langkah: Langkah) -> Iterator[str]:
    if not paket.usulan:
        yield "Paket ini masih kosong; batalkan saja bila tidak dipakai."
    elif sisa := hidup(paket):
        yield f"Masih ada {len(sisa)} usulan yang berjalan."
