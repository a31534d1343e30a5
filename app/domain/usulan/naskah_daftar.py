"""How does a regency's own list reach the village on paper? One note with the names, never with a NIK."""

import datetime as dt

from app.domain.akses.pelaku import Pelaku
from app.domain.aturan import turunan
from app.domain.aturan.berlaku import berlaku, sebutan
from app.domain.dokumen import konteks as k
from app.domain.dokumen import operations as dokumen
from app.domain.dokumen.models import Dokumen
from app.domain.dokumen.status import JenisDokumen
from app.domain.dokumen.susunan import kop, penanda, unit
from app.domain.usulan import baris
from app.domain.usulan.models import Paket
from app.domain.usulan.syarat import hidup
from app.domain.wilayah.kode import kabupaten
from app.domain.wilayah.zona import zona
from app.infra import clock


def nota_dinas(paket: Paket, *, oleh: Pelaku) -> Dokumen:
    """Issue the note of Dinas Sosial to the village over the packet's names."""
    kantor, desa = unit(kabupaten(paket.wilayah_kode)), unit(paket.wilayah_kode)
    hari = clock.hari_ini(zona(paket.wilayah_kode))
    return dokumen.terbitkan(
        JenisDokumen.NOTA_DINAS,
        unit_kode=kantor.kode,
        unit_nama=f"Dinas Sosial {kantor.nama}",
        untuk_kode=paket.wilayah_kode,
        konteks=k.NotaDinas(
            kop=kop(kantor.kode, "dinsos"),
            unit=kantor,
            periode=paket.periode,
            nama_data=turunan.profil(paket.profil, paket.wilayah_kode, hari)["nama_data"],
            tujuan=f"{'Lurah' if desa.jenis == 'kelurahan' else 'Kepala Desa'} {desa.nama}",
            asal=sebutan("jalur", paket.jalur, paket.wilayah_kode),
            sumber=_sumber(paket),
            paket_nomor=paket.nomor,
            baris=[baris.publik(u, dengan_hasil=False) for u in hidup(paket)],
            tenggat=_wajib(paket.tenggat),
        ),
        paket_ids=[paket.id],
        rantai=paket.rantai,
        oleh=oleh,
        periode=paket.periode,
        tanggal=hari,
        penanda=penanda(JenisDokumen.NOTA_DINAS, kantor, hari),
    )


def _sumber(paket: Paket) -> k.Rujukan:
    judul = str(berlaku("jalur", paket.wilayah_kode, semua=True).get(paket.jalur, {}).get("sumber", "Dokumen sumber"))
    return k.Rujukan(judul=judul, nomor=paket.sumber_nomor, tanggal=_wajib(paket.sumber_tanggal))


def _wajib(hari: dt.date | None) -> dt.date:
    if hari is None:
        raise ValueError("the list has no date of its source, or no term")
    return hari
