"""What can a field officer do with a proposal? Record a visit; earlier ones stay."""

from app.domain.akses.aksi import Aksi
from app.domain.akses.langkah import lakukan
from app.domain.akses.pelaku import Pelaku
from app.domain.usulan.alur_usulan import ALUR_USULAN
from app.domain.usulan.kunjungan import berinstrumen
from app.domain.usulan.models import Usulan
from app.domain.verifikasi import kunjungan
from app.domain.verifikasi.kunjungan import IsianKunjungan
from app.domain.wilayah.zona import zona
from app.infra import clock
from app.infra.galat import GalatIsian


def catat(usulan: Usulan, isian: IsianKunjungan, *, oleh: Pelaku, versi: int | None) -> None:
    """Record what was found. Raises GalatIsian per field, TidakBoleh, TidakBisa."""
    hari = clock.hari_ini(zona(usulan.wilayah_kode))
    salah = kunjungan.kurang(isian, usulan.wilayah_kode, hari, semua=berinstrumen(usulan))
    if salah:
        raise GalatIsian(bidang=salah)
    lakukan(
        ALUR_USULAN,
        usulan,
        Aksi.USULAN_CATAT_KUNJUNGAN,
        oleh=oleh,
        versi=versi,
        data=isian,
        catatan={"hasil": isian.hasil, "tanggal": isian.tanggal.isoformat() if isian.tanggal else ""},
    )
