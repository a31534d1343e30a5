"""What is the whole life of a report to the governor? Issued, then replaced by a later one or recalled."""

from app.domain.akses.aksi import Aksi as A
from app.domain.akses.peran import Peran as R
from app.domain.bundel import akibat_laporan as k
from app.domain.bundel import syarat_laporan as s
from app.domain.bundel.status import LABEL_LAPORAN
from app.domain.bundel.status import StatusLaporan as S
from app.infra.machine import Alur, Baris, f

# fmt: off
ALUR_LAPORAN = Alur("Laporan kepada gubernur", f(""), {str(st): label for st, label in LABEL_LAPORAN.items()}, (
    Baris(A.LAPORAN_TERBITKAN, f(), S.TERBIT, "penerbitan", "Terbitkan laporan", "menerbitkan laporan kepada gubernur", (s.ada_yang_baru, s.penanda_bernama), (k.terbitkan_kertas,), kabari=(R.KEPALA_DINSOS, R.KEPALA_DAERAH)),
    Baris(A.LAPORAN_GANTIKAN, f(S.TERBIT), S.DIGANTIKAN, "penggantian", "Gantikan", "menggantikan laporan kepada gubernur", lewat="laporan"),
    Baris(A.LAPORAN_BATALKAN, f(S.TERBIT), S.DIBATALKAN, "pembatalan", "Batalkan laporan", "membatalkan laporan kepada gubernur", (), (k.batalkan_kertas,), alasan=True, kabari=(R.VERIFIKATOR_DINSOS, R.KEPALA_DINSOS, R.KEPALA_DAERAH)),
))
# fmt: on
