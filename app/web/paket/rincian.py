"""What does a packet hold? Its names, marks and requests for change as rows for a template."""

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from app.domain.akses.pelaku import Pelaku
from app.domain.aturan.berlaku import sebutan
from app.domain.dokumen.queries import RingkasDokumen
from app.domain.usulan import baris as kata
from app.domain.usulan import langkah_berikut, pasangan, queries, queries_hasil, queries_usulan
from app.domain.usulan.queries_halaman import Halaman
from app.domain.usulan.status import HIDUP, LABEL_SIKS, MATI, RONA_USULAN, StatusPaket, StatusUsulan, label_usulan
from app.infra import format

if TYPE_CHECKING:
    from app.domain.usulan.models import Usulan

S = StatusPaket


class BarisUsulan(NamedTuple):
    """One name in a list. `dua`: whom it goes with, in words; `pasangan`: that one's name, where a list asks for it."""

    id: int
    nama: str
    jenis: str
    rt_rw: str
    label: str
    rona: str
    catatan: str
    hidup: bool
    lengkap: bool
    dua: str
    pasangan: str = ""


def baris_usulan(h: Halaman, untuk: Pelaku) -> list[BarisUsulan]:
    """The list of names: where each stands, and what a draft still lacks."""
    siapa = queries.audiens(untuk)
    kurang = langkah_berikut.kurang_usulan(h.usulan) if h.paket.status is S.DRAF else {}
    diminta = {p.usulan_id for p in h.paket.perubahan if p.hasil is None}
    jenis = {kode: kata.label_jenis(kode, h.paket.wilayah_kode) for kode in {u.jenis for u in h.usulan}}
    dua = pasangan.sebutan(h.usulan)
    return [
        BarisUsulan(
            id=u.id,
            nama=u.nama,
            jenis=jenis[u.jenis],
            rt_rw=format.rt_rw(u.rt, u.rw),
            label=label_usulan(u.status, siapa),
            rona=RONA_USULAN[u.status],
            catatan=_catatan(h, u, kurang.get(u.id), u.id in diminta, dua.get(u.id, "")),
            hidup=u.status in HIDUP,
            lengkap=u.status is not StatusUsulan.DRAF,
            dua=dua.get(u.id, ""),
        )
        for u in h.usulan
    ]


def _catatan(h: Halaman, u: "Usulan", kurang: list[Any] | None, diminta: bool, dua: str) -> str:
    catatan = [f"{dua[0].upper()}{dua[1:]}."] if dua else []
    if kurang:
        lagi = f" (dan {len(kurang) - 1} lagi)." if len(kurang) > 1 else "."
        catatan.append(kurang[0].kalimat.removesuffix(".") + lagi)
    elif kurang is not None:
        catatan.append("Sudah terisi, belum ditandai lengkap.")
    if (tiada := h.tiada.get(u.id, "")) and kurang is None and h.paket.status not in (S.DISAHKAN, S.SELESAI):
        catatan.append(f"{tiada[0].upper()}{tiada[1:]} di registri.")
    if diminta:
        catatan.append("Ada permintaan perubahan.")
    if u.status in MATI:
        catatan.append(u.nilai_alasan or u.putusan_alasan)
    elif h.paket.status in (S.DISAHKAN, S.SELESAI):
        catatan.append(f"{LABEL_SIKS[u.status_siks]}.")
    elif h.paket.status is S.DITERUSKAN and u.padanan != "belum":
        catatan.append(f"Pemadanan: {sebutan('hasil_padanan', u.padanan, u.wilayah_kode).lower()}.")
    return " ".join(c for c in catatan if c)


def jawaban_pusat(h: Halaman) -> list[dict[str, Any]]:
    """How the centre answered what the regency signed off; empty before."""
    if h.paket.status not in (S.DISAHKAN, S.SELESAI):
        return []
    hitung = Counter(u.status_siks for u in h.usulan if u.status == "layak")
    return [{"label": label, "angka": n} for label, n in queries_hasil.ringkas_jawaban(hitung)]


def baris_tanda(h: Halaman) -> list[dict[str, Any]]:
    """Marks of all returns, the open ones first; an answer erases nothing."""
    nama = {u.id: u.nama for u in h.usulan}
    hasil = [
        {
            "id": t.id,
            "siapa": nama.get(t.usulan_id or 0, "Paket ini"),
            "usulan_id": t.usulan_id,
            "alasan": sebutan("alasan_kembali", t.kode, h.paket.wilayah_kode),
            "teks": t.teks,
            "dibuat": t.dibuat,
            "jawaban": t.jawaban,
            "jawaban_teks": t.jawaban_teks,
        }
        for t in h.paket.tanda
    ]
    return sorted(hasil, key=lambda b: (b["jawaban"] is not None, b["id"]))


LABEL_PERUBAHAN = {"perbaikan": "Perbaikan", "penarikan": "Penarikan"}


def baris_perubahan(h: Halaman, dokumen: list[RingkasDokumen]) -> list[dict[str, Any]]:
    """Requests for change with the state of their sheet."""
    nama = {u.id: u.nama for u in h.usulan}
    surat = {d.id: d for d in dokumen}
    hasil = []
    for p in h.paket.perubahan:
        lembar = surat.get(p.dokumen_id or 0)
        if p.hasil:
            keadaan, rona = ("Diterima", "hijau") if p.hasil == "diterima" else ("Ditolak", "merah")
        elif lembar is None:
            keadaan, rona = "Belum ada lembar perubahan", "kuning"
        else:
            keadaan, rona = "Menunggu diputus", "biru"
        hasil.append(
            {
                "usulan_id": p.usulan_id,
                "nama": nama.get(p.usulan_id, ""),
                "jenis": LABEL_PERUBAHAN.get(p.jenis, p.jenis),
                "alasan": p.alasan,
                "keadaan": keadaan,
                "rona": rona,
                "catatan": p.hasil_alasan,
                "lembar": bool(p.dokumen_id),
                "terbuka": p.hasil is None,
            }
        )
    return hasil


def selisih(h: Halaman, untuk: Pelaku) -> list[dict[str, Any]]:
    """What a resubmission changed: rows of the component `banding` per name."""
    milik = {u.nama: u for u in h.usulan}
    hasil = []
    for s in queries_usulan.selisih(h.paket, untuk=untuk):
        u = milik.get(s.nama)
        bidang = [
            {
                "label": kata.label_bidang(u, n) if u else n,
                "lama": kata.tampil(u, n, a) if u else a,
                "baru": kata.tampil(u, n, b) if u else b,
            }
            for n, a, b in s.bidang
        ]
        hasil.append({"nama": s.nama, "apa": s.apa, "bidang": bidang})
    return hasil
