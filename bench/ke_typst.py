"""How does the text of a paper become a typst document? The same sheet, the same words, the same columns."""

import json
import re
from html.parser import HTMLParser

BARIS = {"p", "h1", "h2", "li", "div", "section"}
KOSONG = {"col", "br", "img", "meta", "hr", "link"}
_KEPALA = """#set page(width: {lebar}mm, height: {tinggi}mm, margin: ({margin}), footer: context [
  #set text(8pt, stretch: 100%)
  #h(1fr) Halaman #counter(page).display() dari #counter(page).final().first()])
#set text(font: "Liberation Sans", lang: "id", hyphenate: false, size: 11pt)
#set par(leading: 0.42em)
#let tabel(kolom, rapat, kepala, isi) = {{
  set text(..if rapat {{ (size: 7.6pt, stretch: 75%, top-edge: 0.9em, bottom-edge: -0.3em) }} else {{ (size: 9.5pt) }})
  set par(leading: 0em)
  table(columns: kolom.map(k => k * 1fr), inset: (x: .9mm, y: .8mm), stroke: .6pt, align: left + top,
    table.header(..kepala.map(x => table.cell(fill: rgb("#ececec"), align: center + horizon, strong(x)))), ..isi)
}}
"""


class _Pembaca(HTMLParser):
    """Blocks in order: a line of text, or a table as (widths, dense, head, cells)."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blok: list[str | tuple[list[float], bool, list[str], list[str]]] = []
        self._teks: list[str] = []
        self._lewati = 0
        self._tabel: tuple[list[float], bool, list[str], list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        isi = dict(attrs)
        if tag in ("style", "title") or self._lewati:
            self._lewati += tag not in KOSONG
        elif tag == "table":
            self._tuang()
            self._tabel = ([], "padat" in (isi.get("class") or ""), [], [])
        elif tag == "col" and self._tabel:
            lebar = re.search(r"([\d.]+)", isi.get("style") or "")
            self._tabel[0].append(float(lebar[1]) if lebar else 10.0)
        elif tag == "br":
            self._teks.append(" ")
        elif tag in BARIS and not self._tabel:
            self._tuang()

    def handle_endtag(self, tag: str) -> None:
        if self._lewati:
            self._lewati -= 1
        elif tag in ("td", "th") and self._tabel:
            self._tabel[2 if tag == "th" else 3].append(self._ambil())
        elif tag == "table" and self._tabel:
            lebar, rapat, kepala, sel = self._tabel
            if kepala and len(kepala) == len(lebar) and len(sel) % len(lebar) == 0:
                self.blok.append(self._tabel)
            else:
                self.blok += [*kepala, *sel]
            self._tabel = None
        elif tag in BARIS and not self._tabel:
            self._tuang()

    def handle_data(self, data: str) -> None:
        if not self._lewati:
            self._teks.append(data)

    def _ambil(self) -> str:
        teks, self._teks = re.sub(r"\s+", " ", "".join(self._teks)).strip().replace("\u00ad", ""), []
        return teks

    def _tuang(self) -> None:
        if teks := self._ambil():
            self.blok.append(teks)


def naskah(html: str) -> str:
    """The typst source. Tables with one row of headings stay tables; other things become lines of text."""
    baca = _Pembaca()
    baca.feed(html)
    ukuran = re.search(r"@page \{ size: (\d+)mm (\d+)mm;\s*margin: (\d+)mm (\d+)mm (\d+)mm (\d+)mm", html)
    if ukuran is None:
        raise ValueError("the layout of papers states its sheet differently now")
    lebar, tinggi, *tepi = ukuran.groups()
    sisi = zip(("top", "right", "bottom", "left"), tepi, strict=True)
    margin = ", ".join(f"{nama}: {mm}mm" for nama, mm in sisi)
    hasil = [_KEPALA.format(lebar=lebar, tinggi=tinggi, margin=margin)]
    for blok in baca.blok:
        if isinstance(blok, str):
            hasil.append(f"#par({_kata(blok)})")
        else:
            kolom, rapat, kepala, sel = blok
            deret = ", ".join(str(k) for k in kolom)
            daftar = [", ".join(map(_kata, satu)) for satu in (kepala, sel)]
            hasil.append(f"#tabel(({deret},), {str(rapat).lower()}, ({daftar[0]},), ({daftar[1]},))")
    return "\n".join(hasil) + "\n"


def _kata(teks: str) -> str:
    """A string of typst: JSON writes the same escapes, but for characters beyond ASCII, which need none."""
    return json.dumps(teks, ensure_ascii=False)
