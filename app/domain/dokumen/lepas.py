"""How are papers issued that belong to no packet? The test sheet of a unit's printer, a blank form to be typed in."""

import datetime as dt
from typing import Any

from app.domain.akses.pelaku import Pelaku
from app.domain.aturan import turunan
from app.domain.aturan.berlaku import berlaku, nilai, profil_kini, terakhir
from app.domain.dokumen import susunan
from app.domain.dokumen.bagian import Penanda
from app.domain.dokumen.konteks import Naskah
from app.domain.dokumen.konteks_lepas import BidangFormulir, FormulirUsulan, LembarUji
from app.domain.dokumen.models import Dokumen
from app.domain.dokumen.operations import terbitkan
from app.domain.dokumen.status import JUDUL_DOKUMEN, JenisDokumen
from app.domain.wilayah.zona import zona
from app.infra import clock
from app.infra.galat import GalatIsian

# Who is proposed: asked on every form, in the order of the family card.
IDENTITAS = (
    BidangFormulir(label="NIK", kotak=16, wajib=True),
    BidangFormulir(label="Nomor Kartu Keluarga", kotak=16, wajib=True),
    BidangFormulir(label="Nama lengkap", wajib=True),
    BidangFormulir(label="Tempat dan tanggal lahir", wajib=True),
    BidangFormulir(label="Jenis kelamin", pilihan=["Laki-laki", "Perempuan"], wajib=True),
    BidangFormulir(label="Nama ibu kandung", wajib=True),
    BidangFormulir(label="Alamat, RT/RW", baris=2, wajib=True),
    BidangFormulir(label="Hubungan dalam keluarga"),
    BidangFormulir(label="Pekerjaan"),
    BidangFormulir(label="Nomor telepon yang dapat dihubungi"),
)


def lembar_uji(*, oleh: Pelaku) -> Dokumen:
    """The test sheet of the actor's own unit, on its own paper size."""
    return _terbitkan(JenisDokumen.LEMBAR_UJI, oleh.wilayah, LembarUji(**_umum(oleh.wilayah)), [], oleh)


def formulir_usulan(jenis: str, wilayah_kode: str, *, oleh: Pelaku) -> Dokumen:
    """A blank form of one kind for a village. Raises GalatIsian for a kind that is not offered, TidakBoleh outside."""
    aturan = jenis_ditawarkan(wilayah_kode).get(jenis)
    if aturan is None:
        raise GalatIsian(bidang={"jenis": "Pilih jenis usulan yang ditawarkan untuk desa ini."})
    hari = clock.hari_ini(zona(wilayah_kode))
    unit = susunan.unit(wilayah_kode)
    lama_baru = aturan.get("lampiran") == "C"
    isi = FormulirUsulan(
        **_umum(wilayah_kode),
        jenis=str(aturan["label"]),
        identitas=list(IDENTITAS),
        bidang=_bidang(aturan, wilayah_kode, hari),
        pertanyaan=_pertanyaan(aturan, wilayah_kode, hari),
        bukti=_bukti(jenis, wilayah_kode, hari),
        lama_baru=lama_baru,
    )
    pemohon = Penanda(jabatan="Pemohon atau pelapor", nama="", gerbang="desa", unit_kode=wilayah_kode, wajib=False)
    penanda = [pemohon, *susunan.penanda(JenisDokumen.FORMULIR_USULAN, unit, hari)]
    return _terbitkan(
        JenisDokumen.FORMULIR_USULAN, wilayah_kode, isi, penanda, oleh, judul=f"Formulir {aturan['label']}"[:200]
    )


def jenis_ditawarkan(wilayah_kode: str) -> dict[str, dict[str, Any]]:
    """The kinds for which a blank form can be had: those of the regulation in force."""
    profil = profil_kini(wilayah_kode).get("kode", "")
    semua = berlaku("jenis_usulan", wilayah_kode)
    return {k: isi for k, isi in semua.items() if not isi.get("profil") or profil in isi["profil"]}


def _terbitkan(
    jenis: JenisDokumen, unit_kode: str, isi: Naskah, penanda: list[Penanda], oleh: Pelaku, judul: str = ""
) -> Dokumen:
    return terbitkan(
        jenis,
        unit_kode=unit_kode,
        unit_nama=isi.unit.sebutan,
        konteks=isi,
        paket_ids=[],
        rantai=f"unit:{unit_kode}",
        oleh=oleh,
        periode=isi.periode,
        tanggal=clock.hari_ini(zona(unit_kode)),
        penanda=penanda,
        judul=judul or JUDUL_DOKUMEN[jenis],
    )


def _umum(kode: str) -> dict[str, Any]:
    hari = clock.hari_ini(zona(kode))
    return {
        "kop": susunan.kop(kode),
        "unit": susunan.unit(kode),
        "periode": f"{hari:%Y-%m}",
        "nama_data": str(profil_kini(kode, hari).get("nama_data", "DTSEN")),
    }


def _bidang(aturan: dict[str, Any], kode: str, hari: dt.date) -> list[BidangFormulir]:
    hasil = []
    if tabel := aturan.get("alasan"):
        alasan = [str(isi["label"]) for isi in berlaku(tabel, kode, hari).values()]
        hasil.append(BidangFormulir(label="Alasan", pilihan=alasan, wajib=True))
    if aturan.get("program"):
        program = [str(isi["label"]) for isi in berlaku("program", kode, hari).values()]
        hasil.append(BidangFormulir(label="Program yang diusulkan", pilihan=program, wajib=True))
    for b in aturan.get("bidang", []):
        pilihan = [str(p["label"]) for p in b.get("pilihan") or []]
        panjang = 3 if b.get("jenis") == "area" else 1
        hasil.append(
            BidangFormulir(
                label=str(b["label"]),
                petunjuk=str(b.get("petunjuk", "")),
                pilihan=pilihan,
                baris=panjang,
                wajib=bool(b.get("wajib")),
            )
        )
    hubungan = [str(isi["label"]) for isi in berlaku("hubungan_perangkat", kode, hari).values()]
    if aturan.get("lampiran") != "C":
        hasil.append(BidangFormulir(label="Hubungan dengan perangkat desa/kelurahan", pilihan=hubungan, wajib=True))
        hasil.append(BidangFormulir(label="Keterangan", baris=2))
    return hasil


def _pertanyaan(aturan: dict[str, Any], kode: str, hari: dt.date) -> list[str]:
    if not aturan.get("instrumen"):
        return []
    semua = list(berlaku("instrumen", kode, hari).values())
    return [str(p["teks"]) for p in semua[-1]["pertanyaan"]] if semua else []


def _bukti(jenis: str, kode: str, hari: dt.date) -> list[str]:
    boleh = nilai("lampiran_usulan", kode, jenis, hari).get("boleh", [])
    label = berlaku("jenis_lampiran", kode, hari, semua=True)
    urut = dict.fromkeys([*turunan.lampiran_wajib(jenis, kode, pada=hari), *boleh])
    return [str((label.get(x) or terakhir("jenis_lampiran", kode, x)).get("label", x)) for x in urut]
