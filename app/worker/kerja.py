"""Which function does which job?"""

import app.domain.bundel.models
import app.domain.usulan.identitas
import app.domain.verifikasi.models  # noqa: F401
from app.domain.dokumen import gabungan, tumpukan
from app.domain.laporan import bungkus
from app.domain.notifikasi.operations import kirim
from app.domain.registri import impor, pembersihan
from app.domain.usulan import impor_daftar
from app.infra import rujukan
from app.infra.jobs import Tugas
from app.worker import cetak, jam

KERJA: dict[str, Tugas] = {
    "dokumen.buat": cetak.kerjakan,
    tumpukan.TUGAS: tumpukan.kerjakan,
    tumpukan.TUGAS_HAPUS: tumpukan.hapus,
    gabungan.TUGAS: gabungan.kerjakan,
    impor.TUGAS: impor.jalankan,
    impor_daftar.TUGAS: impor_daftar.jalankan,
    "notifikasi.kirim": kirim,
    "pemeriksaan.berkas": bungkus.jalankan,
    "berkas.sapu": jam.tanpa_muatan(rujukan.sapu),
    "registri.lupakan": jam.tanpa_muatan(pembersihan.lupakan),
}
