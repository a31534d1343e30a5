"""What is the whole life of a bundel? Issued, then decided or opened again; the same three rows for each kind."""

from collections.abc import Callable

from app.domain.akses.aksi import Aksi as A
from app.domain.akses.peran import Peran as R
from app.domain.bundel import akibat as k
from app.domain.bundel import syarat as s
from app.domain.bundel.models import Bundel
from app.domain.bundel.status import LABEL_STATUS, RAGAM, JenisBundel
from app.domain.bundel.status import StatusBundel as S
from app.infra.machine import Alur, Baris, f

J = JenisBundel


def _jenis(jenis: JenisBundel) -> Callable[[Bundel], bool]:
    return lambda bundel: bundel.jenis is jenis


def _baris(jenis: JenisBundel, tombol: str, kalimat: str, penyusun: R, pemutus: R) -> tuple[Baris, ...]:
    r = RAGAM[jenis]
    ini, kertas = _jenis(jenis), r.sebutan_kertas
    return (
        Baris(r.terbitkan, f(), S.TERBIT, "penerbitan", f"Terbitkan {kertas}", f"menerbitkan {kertas}", (s.tahap_terbuka, s.paket_siap, s.pemutus_bernama), (k.kunci_paket, k.terbitkan_kertas), kapan=ini, nama_kapan=jenis, kabari=(pemutus,)),
        Baris(r.putuskan, f(S.TERBIT), S.DIPUTUS, "putusan", tombol, kalimat, (s.ditandatangani, s.paket_masih_siap), (k.pindahkan_paket,), kapan=ini, nama_kapan=jenis, gerbang=r.kertas, kabari=(penyusun,)),
        Baris(r.buka, f(S.TERBIT), S.DIBUKA, "pembukaan", "Buka kembali", "membuka kembali berkas bersama", (), (k.batalkan_kertas, k.bebaskan_paket), alasan=True, kapan=ini, nama_kapan=jenis, kabari=(penyusun, pemutus)),
    )  # fmt: skip


# fmt: off
ALUR_BUNDEL = Alur("Bundel", f(""), {str(st): label for st, label in LABEL_STATUS.items()}, (
    *_baris(J.TELAAH, "Teruskan ke Dinas Sosial", "meneruskan paket ke Dinas Sosial", R.OPERATOR_KECAMATAN, R.CAMAT),
    *_baris(J.VERVAL, "Setujui hasil verval", "menyetujui hasil verifikasi dan validasi", R.VERIFIKATOR_DINSOS, R.KEPALA_DINSOS),
    *_baris(J.PENGESAHAN, "Sahkan", "mengesahkan paket", R.VERIFIKATOR_DINSOS, R.KEPALA_DAERAH),
    Baris(A.BUNDEL_BUKA_TERPAKSA, f(S.TERBIT), S.DIBUKA, "pembukaan-terpaksa", "Buka karena satu paket", "membuka kembali berkas bersama karena satu paketnya harus melangkah", (), (k.batalkan_kertas, k.bebaskan_paket), alasan=True, lewat="paket", kabari=(R.OPERATOR_KECAMATAN, R.CAMAT, R.VERIFIKATOR_DINSOS, R.KEPALA_DINSOS)),
))
# fmt: on
