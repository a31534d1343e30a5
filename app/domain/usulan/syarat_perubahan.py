"""When may a settled list be changed, by which kind of request, and when may that be accepted? Whole sentences."""

from collections.abc import Iterator

from app.domain.akses.langkah import Langkah
from app.domain.aturan.berlaku import berlaku
from app.domain.usulan import pasangan, ralat
from app.domain.usulan.models import Usulan
from app.domain.usulan.syarat import bukti_keluarga
from app.domain.usulan.syarat_usulan import permintaan_terbuka

JENIS = ("ralat", "perbaikan", "penarikan", "gugur")
MENGAKHIRI = ("penarikan", "gugur")


def isi_permintaan_sah(usulan: Usulan, langkah: Langkah) -> Iterator[str]:
    """`langkah.data` = {"jenis", "lama", "baru", "alasan_kode", "lepas_pasangan"}."""
    data = langkah.data or {}
    jenis = data.get("jenis")
    if jenis not in JENIS:
        yield "Pilih jenis perubahan: ralat, perbaikan, penarikan, atau gugur."
    elif jenis == "perbaikan" and not data.get("baru"):
        yield "Belum ada isian yang diubah."
    elif jenis == "ralat":
        yield from ralat.halangan(usulan, data.get("baru") or {}, terlihat=langkah.oleh)
    elif jenis == "gugur":
        yield from _gugur_terbukti(usulan, data.get("alasan_kode", ""))
    if jenis != "gugur" and data.get("lepas_pasangan"):
        yield "Pasangan pengganti hanya dapat dilepas karena salah satunya gugur atau dinilai tidak layak."


def _gugur_terbukti(usulan: Usulan, kode: str) -> Iterator[str]:
    baris = berlaku("alasan_gugur", usulan.wilayah_kode).get(kode)
    if baris is None:
        yield "Pilih alasan gugur dari daftar."
        return
    ada = bukti_keluarga({usulan.keluarga_id})[usulan.keluarga_id]
    label = berlaku("jenis_lampiran", usulan.wilayah_kode, semua=True)
    for bukti in baris.get("bukti", []):
        if bukti not in ada:
            yield f"Bukti “{label.get(bukti, {}).get('label', bukti)}” belum diunggah untuk keluarga {usulan.nama}."


def ada_permintaan_isian(usulan: Usulan, langkah: Langkah) -> Iterator[str]:
    p = permintaan_terbuka(usulan)
    if p is None or p.jenis not in ("ralat", "perbaikan"):
        yield f"Tidak ada permintaan ralat atau perbaikan yang menunggu untuk {usulan.nama}."


def ada_permintaan_gugur(usulan: Usulan, langkah: Langkah) -> Iterator[str]:
    p = permintaan_terbuka(usulan)
    if p is None or p.jenis != "gugur":
        yield f"Tidak ada permintaan gugur yang menunggu untuk {usulan.nama}."


def ralat_masih_sah(usulan: Usulan, langkah: Langkah) -> Iterator[str]:
    """The number may be somebody else's out of the asker's sight, or have become it since."""
    p = permintaan_terbuka(usulan)
    if p is not None and p.jenis == "ralat":
        yield from ralat.halangan(usulan, p.isi["baru"], terlihat=None)


def pasangan_ikut_berakhir(usulan: Usulan, langkah: Langkah) -> Iterator[str]:
    """Half of a replacement pair ends only with the other half, or where the request lets that one go on alone."""
    dua, p = pasangan.lain_hidup(usulan), permintaan_terbuka(usulan)
    if dua is None or (p is not None and p.lepas_pasangan):
        return
    q = permintaan_terbuka(dua)
    if q is None or q.jenis not in MENGAKHIRI:
        yield (
            f"{usulan.nama} berpasangan dengan {dua.nama} (diganti dan pengganti). Minta juga agar {dua.nama} ditarik "
            "atau gugur, atau minta gugur dengan melepas pasangannya."
        )
