"""How does a village answer about a list of the regency's own? Name by name: right, or not and why."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from app.domain.akses.pelaku import Pelaku
from app.domain.usulan import operations_daftar, queries_daftar
from app.web.masukan import bilangan
from app.web.paket.isian import Kiriman

if TYPE_CHECKING:
    from app.domain.usulan.models import Paket

TEMPLAT = "paket/tanggapan.html"


def kirim(paket: "Paket", isi: Kiriman, oleh: Pelaku, versi: int) -> None:
    """Keep the answers that were given; names left open stay open."""
    operations_daftar.tanggapi(paket, baca(isi), oleh=oleh, versi=versi)


def baca(isi: Kiriman) -> dict[int, tuple[str, str]]:
    """Question id → (answer, reason) of the rows with an answer."""
    hasil = {}
    for nama, jawaban in isi.items():
        nomor = bilangan(nama.removeprefix("jawaban.")) if nama.startswith("jawaban.") else None
        if nomor is not None and jawaban:
            hasil[nomor] = (str(jawaban), str(isi.get(f"alasan.{nomor}", ""))[:500])
    return hasil


def salah(paket: "Paket", isi: Kiriman, _alasan: Sequence[str]) -> dict[str, str]:
    """Form field → sentence of the answers that lack a reason."""
    return {
        f"alasan.{nomor}": "Tulis alasan untuk setiap nama yang tidak sesuai."
        for nomor, (jawaban, alasan) in baca(isi).items()
        if jawaban == "tidak" and not alasan.strip()
    }


def untuk_halaman(paket: "Paket", saya: Pelaku) -> dict[str, Any]:
    """The questions of the page."""
    return {"pertanyaan": queries_daftar.konfirmasi(paket.id, untuk=saya)}
