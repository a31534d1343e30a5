"""Which photographs does a packet still need of its meeting, and how do they come along with the signed papers?"""

from app.domain.akses.pelaku import Pelaku
from app.domain.aturan.berlaku import nilai
from app.domain.rapat import operations as rapat
from app.domain.rapat import queries as rapat_queries
from app.domain.usulan import queries
from app.domain.usulan.models import Paket
from app.domain.usulan.status import StatusPaket
from app.infra.galat import TidakBisa

PUBLIKASI = "PUBLIKASI"


def publikasi_diminta(paket_id: int, *, untuk: Pelaku) -> bool:
    """Whether the packet waits for the photograph of the posted announcement. Raises TidakAda."""
    return _diminta(queries.satu(paket_id, untuk=untuk), untuk)


def _diminta(paket: Paket, untuk: Pelaku) -> bool:
    wajib = nilai("lampiran_paket", paket.wilayah_kode, paket.dasar).get("foto", [])
    if paket.status is not StatusPaket.SIAP_DIAJUKAN or paket.rapat_id is None or PUBLIKASI not in wajib:
        return False
    return all(f.jenis != PUBLIKASI for f in rapat_queries.satu(paket.rapat_id, untuk=untuk).foto)


def simpan_publikasi(paket_id: int, foto: bytes, *, oleh: Pelaku) -> None:
    """Keep that photograph, once. Raises TidakAda, TidakBisa, GalatIsian, TidakBoleh."""
    paket = queries.satu(paket_id, untuk=oleh)
    if not _diminta(paket, oleh) or paket.rapat_id is None:
        raise TidakBisa("Bukti pengumuman sudah tersimpan atau tidak diminta untuk paket ini.")
    rapat.simpan_foto(rapat_queries.satu(paket.rapat_id, untuk=oleh), PUBLIKASI, foto, oleh=oleh)
