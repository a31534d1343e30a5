"""Which function does which job? Loaded when its first job comes: a worker that only prints pays for nothing else."""

from collections.abc import Iterator, Mapping
from importlib import import_module

import app.domain.bundel.models
import app.domain.laporan.models
import app.domain.usulan.identitas
import app.domain.verifikasi.models  # noqa: F401
from app.infra.jobs import Tugas
from app.worker import jam, latar

# Name of the job → module and function. Duties of the clock (`jam.HARIAN`) take no input.
TUGAS: dict[str, str] = {
    "dokumen.buat": "app.worker.cetak:kerjakan",
    "dokumen.salinan": "app.worker.cetak:salin",
    "dokumen.gabung": "app.domain.dokumen.gabungan:kerjakan",
    "dokumen.pilah": "app.domain.dokumen.tumpukan:kerjakan",
    "dokumen.hapus_tumpukan": "app.domain.dokumen.tumpukan:hapus",
    "dokumen.himpun": "app.worker.himpun:kerjakan",
    "himpunan.lupakan": "app.domain.laporan.himpunan_usang:lupakan",
    "sertifikat.perbarui": "app.domain.dokumen.sertifikat:perbarui_daftar",
    "audit.jangkar": "app.infra.jangkar:tambat",
    "registri.impor": "app.domain.registri.impor:jalankan",
    "usulan.daftar": "app.domain.usulan.impor_daftar:jalankan",
    "notifikasi.kirim": "app.domain.notifikasi.operations:kirim",
    "pemeriksaan.berkas": "app.domain.laporan.bungkus:jalankan",
    "berkas.sapu": "app.infra.rujukan:sapu",
    "registri.lupakan": "app.domain.registri.pembersihan:lupakan",
    "registri.ingatkan_mutasi": "app.domain.registri.pengingat:ingatkan",
    "usulan.lewat_periode": "app.domain.usulan.lewat_periode:tandai",
}

# Jobs of minutes that write little: nothing waits for a lock of theirs while they wait for the processor.
LATAR = frozenset({"dokumen.himpun", "pemeriksaan.berkas"})


class Kerja(Mapping[str, Tugas]):
    """The table with its functions in place of their names."""

    def __getitem__(self, nama: str) -> Tugas:
        modul, _, fungsi = TUGAS[nama].partition(":")
        kerja: Tugas = getattr(import_module(modul), fungsi)
        if nama in LATAR:
            return latar.di_latar(kerja)
        return jam.tanpa_muatan(kerja) if nama in jam.HARIAN else kerja

    def __iter__(self) -> Iterator[str]:
        return iter(TUGAS)

    def __len__(self) -> int:
        return len(TUGAS)


KERJA = Kerja()
