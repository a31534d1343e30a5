"""How is an urgent packet begun?"""

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.pelaku import Pelaku
from app.domain.aturan.berlaku import berlaku
from app.domain.usulan import operations, segera
from app.domain.usulan.models import Paket
from app.domain.usulan.status import Sifat
from app.domain.usulan.syarat_segera import kalimat_batas
from app.domain.wilayah.zona import zona
from app.infra import clock, panjang
from app.infra.galat import GalatIsian, TidakBisa


def buat(*, alasan: str, uraian: str, oleh: Pelaku) -> Paket:
    """A packet of this month that needs neither a meeting nor a window: `alasan` is a code of `alasan_segera`,
    `uraian` says what happened and is printed on the SPTJM.

    Raises GalatIsian per field, TidakBisa when the month's share is used up or one is still being put together.
    """
    policy.wajib_mungkin(oleh, Aksi.PAKET_BUAT)
    galat = {}
    if alasan not in berlaku("alasan_segera", oleh.wilayah):
        galat["alasan"] = "Pilih alasan dari daftar."
    if not uraian.strip():
        galat["uraian"] = "Tulis apa yang terjadi dan mengapa tidak dapat menunggu musyawarah."
    if galat:
        raise GalatIsian(bidang=galat)
    panjang.wajib_muat(uraian.strip(), panjang.MAKS_ALASAN, "uraian")
    periode = clock.hari_ini(zona(oleh.wilayah)).strftime("%Y-%m")
    batas = segera.batas(oleh.wilayah)
    if segera.terpakai(oleh.wilayah, periode) >= batas:
        raise TidakBisa(kalimat_batas(batas))
    return operations.buat_paket(sifat=Sifat.SEGERA, segera_alasan=alasan, segera_uraian=uraian.strip(), oleh=oleh)
