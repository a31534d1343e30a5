"""What does it bring about that a packet rests on a meeting held before?"""

from app.domain.akses.langkah import Langkah
from app.domain.dokumen import kutipan
from app.domain.dokumen.models import Dokumen
from app.domain.usulan import naskah
from app.domain.usulan.akibat import sepakati_semua
from app.domain.usulan.models import Paket
from app.domain.usulan.status import Dasar
from app.domain.usulan.syarat_musyawarah import rapat_yang_menyepakati
from app.infra.db import db


def sepakati_menurut_rapat(paket: Paket, langkah: Langkah) -> None:
    """What that meeting agreed counts as agreed again; the packet names the meeting and cites its papers."""
    rapat = rapat_yang_menyepakati(paket)[0]
    sepakati_semua(paket, langkah)
    paket.dasar, paket.rapat_id = Dasar.MUSYAWARAH_SEBELUMNYA, rapat.id
    if rapat.ba_dokumen_id is not None:
        kutipan.kutip_rapat(rapat.ba_dokumen_id, paket.id)
    db.session.flush()


def terbitkan_dari_musyawarah(paket: Paket, langkah: Langkah) -> None:
    rapat = rapat_yang_menyepakati(paket)[0]
    naskah.dari_musyawarah(paket, db.session.get_one(Dokumen, rapat.ba_dokumen_id), oleh=langkah.oleh)
