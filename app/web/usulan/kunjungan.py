"""How is a visit asked and shown? The instrument as fields, the newest visit as rows."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from app.domain.akses.pelaku import Pelaku
from app.domain.usulan import operations_kunjungan
from app.domain.usulan.kunjungan import berinstrumen
from app.domain.verifikasi import kunjungan
from app.domain.verifikasi.kunjungan import BERTEMU, HASIL, MAKS_CATATAN, IsianKunjungan
from app.domain.wilayah.zona import zona
from app.infra import clock
from app.infra.format import tanggal
from app.web.masukan import baca_tanggal

if TYPE_CHECKING:
    from app.domain.usulan.models import Usulan

Kiriman = Mapping[str, Any]
PENJELASAN = "Jawab menurut yang Anda lihat di rumahnya. Hasilnya terlihat oleh verifikator di samping nama ini."


def bidang(u: "Usulan") -> list[dict[str, Any]]:
    """The fields of the form."""
    kosong: dict[str, Any] = {"petunjuk": None, "pilihan": [], "nilai": "", "wajib": True}
    wajib = berinstrumen(u)
    tanya = [
        {
            **kosong,
            "macam": "radio",
            "nama": f"jawaban.{p['kode']}",
            "label": p["teks"],
            "pilihan": [("ya", "Ya"), ("tidak", "Tidak")],
            "wajib": wajib,
        }
        for p in kunjungan.pertanyaan(u.wilayah_kode)
    ]
    return [
        {
            **kosong,
            "macam": "tanggal",
            "nama": "tanggal",
            "label": "Tanggal kunjungan",
            "nilai": clock.hari_ini(zona(u.wilayah_kode)).isoformat(),
        },
        {**kosong, "macam": "radio", "nama": "hasil", "label": "Hasil kunjungan", "pilihan": list(HASIL.items())},
        *tanya,
        {
            **kosong,
            "macam": "area",
            "nama": "catatan",
            "label": "Catatan",
            "wajib": False,
            "petunjuk": "Wajib bila tidak dapat ditemui.",
            "maks": MAKS_CATATAN,
        },
    ]


def jalankan(u: "Usulan", isi: Kiriman, oleh: Pelaku, versi: int) -> None:
    """Read the form and record the visit."""
    awalan = "jawaban."
    isian = IsianKunjungan(
        hasil=isi.get("hasil", ""),
        tanggal=baca_tanggal(isi.get("tanggal", "")),
        jawaban={k.removeprefix(awalan): str(isi[k]) for k in isi if k.startswith(awalan)},
        catatan=isi.get("catatan", ""),
    )
    operations_kunjungan.catat(u, isian, oleh=oleh, versi=versi)


def terbaca(u: "Usulan") -> list[dict[str, str]]:
    """The newest visit for the proposal's page; empty where nobody went."""
    ada = kunjungan.terakhir([u.id]).get(u.id)
    if ada is None:
        return []
    k, nama = ada
    label = {"ya": "Ya", "tidak": "Tidak"}
    jawab = k.isi.get("jawaban", {})
    baris = [{"label": "Kunjungan", "nilai": f"{HASIL[k.hasil]}, {tanggal(k.tanggal)}, oleh {nama}"}]
    if k.hasil == BERTEMU:
        baris += [
            {"label": p["teks"], "nilai": label.get(jawab.get(p["kode"], ""), "")}
            for p in kunjungan.pertanyaan(u.wilayah_kode)
        ]
    return [*baris, *([{"label": "Catatan", "nilai": k.isi["catatan"]}] if k.isi.get("catatan") else [])]


def ringkas(u_id: list[int], wilayah: str) -> dict[int, str]:
    """One sentence per visited name, for the verifier's list."""
    return {
        i: f"{HASIL[k.hasil]} {tanggal(k.tanggal)}"
        + (f", {kunjungan.searah(k, wilayah)} jawaban menunjuk kemiskinan" if k.hasil == BERTEMU else "")
        + "."
        for i, (k, _) in kunjungan.terakhir(u_id).items()
    }
