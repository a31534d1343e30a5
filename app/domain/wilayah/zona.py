"""In which time zone does a region lie? By its province, as the state divides the country."""

from app.infra.clock import WIB, WIT, WITA

_ZONA = {
    WIB: "11 12 13 14 15 16 17 18 19 21 31 32 33 34 35 36 61 62",
    WITA: "51 52 53 63 64 65 71 72 73 74 75 76",
    WIT: "81 82 91 92 93 94 95 96",
}
ZONA_PROVINSI = {kode: zona for zona, daftar in _ZONA.items() for kode in daftar.split()}


def zona(kode: str) -> str:
    """`Asia/Makassar` for `51.03.01.2001`; Jakarta's for "" and for a province that is not known yet."""
    return ZONA_PROVINSI.get(kode[:2], WIB)
