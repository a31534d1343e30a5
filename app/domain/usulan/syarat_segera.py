"""What holds an urgent packet back? A reason, its proof, kinds that fit it, and the village's share of the month."""

from collections.abc import Iterator

from app.domain.akses.langkah import Langkah
from app.domain.aturan.berlaku import berlaku, sebutan
from app.domain.usulan import segera
from app.domain.usulan.baris import label_jenis
from app.domain.usulan.models import Paket
from app.domain.usulan.syarat import bukti_keluarga, hidup


def segera_beralasan(paket: Paket, langkah: Langkah) -> Iterator[str]:
    """The reason is one of the table, still in use, and fits every kind in the packet."""
    baris = berlaku("alasan_segera", paket.wilayah_kode).get(paket.segera_alasan)
    if baris is None:
        yield "Alasan paket segera tidak lagi dipakai. Batalkan, lalu buat paket dengan alasan yang berlaku."
        return
    if asing := {u.jenis for u in hidup(paket)} - set(baris["jenis"]) if baris["jenis"] else set():
        nama = ", ".join(label_jenis(j, paket.wilayah_kode) for j in sorted(asing))
        yield f"{nama} tidak termasuk “{baris['label']}”. Tarik usulan itu, lalu masukkan ke paket biasa."


def segera_berbukti(paket: Paket, langkah: Langkah) -> Iterator[str]:
    """A proof that one family brings for all; what every name needs is asked with its other proofs."""
    perlu = segera.bukti_bersama(paket)
    if not perlu:
        return
    ada = set().union(*bukti_keluarga({u.keluarga_id for u in hidup(paket)}).values())
    for kode in perlu:
        if kode not in ada:
            label = sebutan("jenis_lampiran", kode, paket.wilayah_kode)
            yield f"“{label}” belum diunggah. Satu surat pada salah satu usulan cukup untuk seluruh paket."


def segera_dalam_batas(paket: Paket, langkah: Langkah) -> Iterator[str]:
    """No more than the rule allows of this village for this month."""
    batas = segera.batas(paket.wilayah_kode)
    if segera.terpakai(paket.wilayah_kode, paket.periode, kecuali=paket.id) >= batas:
        yield kalimat_batas(batas)


def kalimat_batas(batas: int) -> str:
    """The sentence about the cap, also where one is begun."""
    return f"Desa/kelurahan ini sudah memakai {batas} paket segera bulan ini. Ajukan lewat paket biasa."
