"""How does code refuse? Four refusals, each with sentences for the person at the counter."""

from collections.abc import Iterable, Mapping


class Galat(Exception):
    """A refusal. `alasan` holds every reason at once, each a whole Indonesian sentence."""

    kode = 500
    judul = "Terjadi gangguan"

    def __init__(self, alasan: str | Iterable[str] = ()) -> None:
        self.alasan: list[str] = [alasan] if isinstance(alasan, str) else list(alasan)
        super().__init__(" ".join(self.alasan))


class TidakAda(Galat):
    """404: it does not exist, or lies outside what the actor may see (the same answer on purpose)."""

    kode = 404
    judul = "Halaman tidak ditemukan"


class TidakBoleh(Galat):
    """403: visible, but this actor has no authority for the action."""

    kode = 403
    judul = "Anda tidak berwenang"


class TidakBisa(Galat):
    """409: allowed in principle, not now. The reasons say what is missing or who was first."""

    kode = 409
    judul = "Belum dapat dilakukan"


class HalamanUsang(TidakBisa):
    """409: the page was drawn from an older version of the object."""

    judul = "Halaman ini sudah usang"


class GalatIsian(Galat):
    """422: input that cannot be taken. `bidang` maps field name to its sentence."""

    kode = 422
    judul = "Periksa kembali isian Anda"

    def __init__(self, alasan: str | Iterable[str] = (), bidang: Mapping[str, str] | None = None) -> None:
        self.bidang: dict[str, str] = dict(bidang or {})
        semua = [alasan] if isinstance(alasan, str) else list(alasan)
        super().__init__(semua or list(self.bidang.values()))


class GalatPenyimpanan(Galat):
    """507: the disk or the file store did not take the bytes; nothing was stored."""

    kode = 507
    judul = "Berkas belum tersimpan"
