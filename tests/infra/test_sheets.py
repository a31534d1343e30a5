"""Do tables come in as typed and go out without formulas, and are bombs refused before they are laid out?"""

import datetime as dt
import io
import struct
import zipfile

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from app.infra import sheets, sheets_tulis, zips
from app.infra.galat import GalatIsian
from app.infra.sheets_tulis import Kolom, Lembar

pytestmark = pytest.mark.bebas_db

NIK = "3328010101010001"


def _xlsx(isi, **setelan: object) -> bytes:
    keluar = io.BytesIO()
    with xlsxwriter.Workbook(keluar, setelan) as buku:
        isi(buku)
    return keluar.getvalue()


def _satu_lembar(**sel: object) -> bytes:
    def isi(buku):
        lembar = buku.add_worksheet("Data")
        for acuan, nilai in sel.items():
            lembar.write(acuan, nilai)

    return _xlsx(isi)


def _ganti_entri(isi: bytes, akhiran: str, ubah) -> bytes:
    """The same workbook with one entry rewritten."""
    keluar = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(isi)) as asal,
        zipfile.ZipFile(keluar, "w", zipfile.ZIP_DEFLATED) as tujuan,
    ):
        for entri in asal.infolist():
            data = asal.read(entri)
            tujuan.writestr(entri.filename, ubah(data) if entri.filename.endswith(akhiran) else data)
    return keluar.getvalue()


def _ods(badan: str) -> bytes:
    ruang = "urn:oasis:names:tc:opendocument:xmlns"
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w", zipfile.ZIP_DEFLATED) as arsip:
        arsip.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        arsip.writestr("META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{ruang}:manifest:1.0"/>')
        arsip.writestr(
            "content.xml",
            f'<office:document-content xmlns:office="{ruang}:office:1.0" xmlns:table="{ruang}:table:1.0" '
            f'xmlns:text="{ruang}:text:1.0"><office:body><office:spreadsheet><table:table table:name="L">'
            f"{badan}</table:table></office:spreadsheet></office:body></office:document-content>",
        )
    return keluar.getvalue()


def _sel_ods(teks: str, ulang: int = 1) -> str:
    return (
        f'<table:table-cell office:value-type="string" table:number-columns-repeated="{ulang}">'
        f"<text:p>{teks}</text:p></table:table-cell>"
    )


def _baris_ods(sel: str, ulang: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{ulang}">{sel}</table:table-row>'


def test_baris_bernomor_seperti_di_lembar_dan_kolom_dihitung_dari_a():
    isi = _satu_lembar(C4="nama", D6=NIK)
    assert list(sheets.baca(isi)) == [(4, ["", "", "nama"]), (6, ["", "", "", NIK])]


def test_nik_yang_diketik_sebagai_angka_tetap_terlihat_sebagai_angka():
    ((_, sel),) = sheets.baca(_satu_lembar(A1=3328010101010001, B1=NIK))
    assert isinstance(sel[0], float)
    assert sel[1] == NIK


def test_tanggal_dan_logika_tidak_berubah_jenis():
    def isi(buku):
        lembar = buku.add_worksheet()
        lembar.write_datetime("A1", dt.datetime(1990, 5, 1), buku.add_format({"num_format": "dd/mm/yyyy"}))  # noqa: DTZ001
        lembar.write_boolean("B1", True)

    ((_, sel),) = sheets.baca(_xlsx(isi))
    assert sel == [dt.date(1990, 5, 1), True]


def test_lembar_tersembunyi_dilewati_dan_lembar_dapat_dipilih():
    def isi(buku):
        buku.add_worksheet("Rahasia").write("A1", "rahasia")
        buku.add_worksheet("Warga").write("A1", "warga")
        buku.add_worksheet("Petunjuk").write("A1", "petunjuk")
        buku.worksheets()[1].activate()
        buku.worksheets()[0].hide()

    buku = _xlsx(isi)
    assert sheets.nama_lembar(buku) == ["Warga", "Petunjuk"]
    assert list(sheets.baca(buku)) == [(1, ["warga"])]
    assert list(sheets.baca(buku, lembar="Petunjuk")) == [(1, ["petunjuk"])]
    with pytest.raises(GalatIsian, match="'Rahasia' tidak ada"):
        sheets.baca(buku, lembar="Rahasia")


@pytest.mark.parametrize("pemisah", [";", ",", "\t"])
@pytest.mark.parametrize("sandi", ["utf-8", "utf-8-sig", "cp1252"])
def test_csv_dibaca_sebagai_teks_apa_pun_pemisahnya(pemisah, sandi):
    isi = f'NIK{pemisah}Nama\r\n{NIK}{pemisah}"José{pemisah} dua\r\nbaris"\r\n\r\n0012{pemisah}x\r\n'.encode(sandi)
    assert list(sheets.baca(isi)) == [
        (1, ["NIK", "Nama"]),
        (2, [NIK, f"José{pemisah} dua\r\nbaris"]),
        (4, ["0012", "x"]),
    ]


def test_baris_petunjuk_pemisah_dari_excel_bukan_data():
    assert list(sheets.baca(b"sep=;\r\nNIK;Nama\r\n")) == [(2, ["NIK", "Nama"])]


def test_ods_dibaca_dan_sisa_baris_kosong_tidak_dihitung():
    kosong = _baris_ods('<table:table-cell table:number-columns-repeated="16384"/>', 1_048_574)
    isi = _ods(_baris_ods(_sel_ods("NIK") + _sel_ods(NIK)) + kosong)
    assert list(sheets.baca(isi)) == [(1, ["NIK", NIK])]


@pytest.mark.parametrize(
    ("isi", "kata"),
    [
        (b"", "bukan tabel"),
        (b"\0\1\2", "bukan tabel"),
        (b"%PDF-1.7", "bukan tabel"),
        (_satu_lembar(A1="x")[:-100], "bukan tabel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "rusak"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
            "kata sandi",
        ),
        (_ganti_entri(_satu_lembar(A1="x"), "sheet1.xml", lambda d: d[: len(d) // 2]), "rusak"),
        (b"x" * (sheets.MAKS_BYTE + 1), "melebihi batas 20 MB"),
    ],
)
def test_yang_bukan_tabel_utuh_ditolak_dengan_kalimat(isi, kata):
    with pytest.raises(GalatIsian, match=kata):
        list(sheets.baca(isi))


def test_terlalu_banyak_baris_atau_kolom_ditolak_dengan_tempatnya():
    with pytest.raises(GalatIsian, match="melebihi 3 baris"):
        list(sheets.baca(b"a\nb\nc\nd\n", maks_baris=3))
    with pytest.raises(GalatIsian, match="Baris 2 memakai lebih dari 2 kolom"):
        list(sheets.baca(b"a,b\n1,2,3\n", maks_kolom=2))


def test_dua_sel_yang_sangat_berjauhan_ditolak_sebelum_memakan_memori():
    with pytest.raises(GalatIsian, match="terlalu luas"):
        sheets.baca(_satu_lembar(A1="a", XFD9000="z"))


def test_sel_jauh_yang_disembunyikan_di_balik_tanda_kutip_tetap_ketahuan():
    def ubah(data: bytes) -> bytes:
        return data.replace(b"</row></sheetData>", b'<c q="/>" r="XFD9000" t="n"><v>1</v></c></row></sheetData>')

    isi = _ganti_entri(_satu_lembar(A1="a"), "sheet1.xml", ubah)
    with pytest.raises(GalatIsian, match="terlalu luas"):
        sheets.baca(isi)


@pytest.mark.parametrize("geser", [2, 12, 25])
def test_sel_jauh_yang_terpotong_di_antara_dua_bacaan_tetap_ketahuan(geser):
    def ubah(data: bytes) -> bytes:
        depan, tengah, belakang = data.partition(b"</sheetData>")
        isian = 1024 * 1024 - len(depan) - geser
        return depan + b" " * isian + b'<c r="XFD9000" t="n"><v>1</v></c>' + tengah + belakang

    with pytest.raises(GalatIsian, match="terlalu luas"):
        sheets.baca(_ganti_entri(_satu_lembar(A1="a"), "sheet1.xml", ubah))


def test_format_tanpa_isi_di_ujung_lembar_tidak_dianggap_isian():
    def isi(buku):
        lembar = buku.add_worksheet()
        lembar.write("A1", "nama")
        lembar.write_blank("XFD9000", None, buku.add_format({"bold": True}))

    assert list(sheets.baca(_xlsx(isi))) == [(1, ["nama"])]


@pytest.mark.parametrize(
    "badan",
    [
        _baris_ods(_sel_ods("x", 3000), 9000),
        _baris_ods(
            '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="3000"/>',
            9000,
        ),
        _baris_ods("", 900_000) + _baris_ods(_sel_ods("x", 9)),
    ],
)
def test_ods_yang_mengulang_isian_jutaan_kali_ditolak(badan):
    with pytest.raises(GalatIsian, match="terlalu luas"):
        sheets.baca(_ods(badan))


def test_bom_zip_ditolak_dari_ukuran_yang_dinyatakan():
    isi = _ganti_entri(_satu_lembar(A1="x"), "sheet1.xml", lambda d: d + b" " * (zips.MAKS_BYTE + 1))
    with pytest.raises(GalatIsian, match="terlalu besar setelah dibuka"):
        sheets.baca(isi)


def test_bom_zip_yang_berbohong_tentang_ukurannya_ditolak():
    isi = _ganti_entri(_satu_lembar(A1="x"), "sheet1.xml", lambda d: d + b"<!---->" * 4_000_000)
    with zipfile.ZipFile(io.BytesIO(isi)) as arsip:
        besar = max(arsip.infolist(), key=lambda e: e.file_size)
    bohong = isi.replace(struct.pack("<I", besar.file_size), struct.pack("<I", 1000))
    with pytest.raises(GalatIsian, match="rusak atau tidak lengkap"):
        sheets.baca(bohong)


def test_arsip_dengan_sangat_banyak_entri_ditolak():
    keluar = io.BytesIO(_satu_lembar(A1="x"))
    with zipfile.ZipFile(keluar, "a") as arsip:
        for n in range(zips.MAKS_ENTRI):
            arsip.writestr(f"xl/{n}.xml", b"")
    with pytest.raises(GalatIsian, match="terlalu besar"):
        sheets.baca(keluar.getvalue())


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 6000), st.binary(min_size=1, max_size=16))
def test_buku_yang_dirusak_di_mana_pun_ditolak_dengan_kalimat_atau_terbaca(letak, racun):
    isi = bytearray(_satu_lembar(A1="NIK", A2=NIK, B2=3.5))
    isi[letak : letak + len(racun)] = racun
    try:
        semua = list(sheets.baca(bytes(isi)))
    except GalatIsian:
        return
    assert all(nomor >= 1 for nomor, _ in semua)


KOLOM = (
    Kolom("NIK", 20, "identitas", panjang=16),
    Kolom("Nama", 30),
    Kolom("Jumlah", jenis="angka"),
    Kolom("Lahir", jenis="tanggal"),
    Kolom("Jenis", pilihan=("tambah", "hapus")),
)


def _tulis(*baris: tuple[object, ...], kolom=KOLOM) -> bytes:
    keluar = io.BytesIO()
    sheets_tulis.tulis_xlsx(keluar, [Lembar("Usulan", kolom, baris)])
    return keluar.getvalue()


def _xml(isi: bytes, akhiran: str) -> str:
    with zipfile.ZipFile(io.BytesIO(isi)) as arsip:
        return next(arsip.read(n).decode() for n in arsip.namelist() if n.endswith(akhiran))


def test_yang_ditulis_terbaca_kembali_dengan_nik_utuh():
    isi = _tulis((NIK, "Siti", 4, dt.date(1990, 5, 1), "tambah"), ("9201014508900001", "", None, None, None))
    assert list(sheets.baca(isi)) == [
        (1, ["NIK", "Nama", "Jumlah", "Lahir", "Jenis"]),
        (2, [NIK, "Siti", 4.0, dt.date(1990, 5, 1), "tambah"]),
        (3, ["9201014508900001"]),
    ]


@pytest.mark.parametrize("teks", ["=1+1", "=cmd|' /C calc'!A0", "@SUM(A1)", "+62", "-", "https://x.id"])
def test_teks_tidak_pernah_menjadi_rumus_atau_tautan(teks):
    isi = _tulis((NIK, teks, 1, None, None))
    lembar = _xml(isi, "sheet1.xml")
    assert "<f>" not in lembar
    assert "hyperlink" not in lembar
    assert list(sheets.baca(isi))[1].sel[1] == teks


def test_kolom_identitas_berformat_teks_dan_templat_memeriksa_isian():
    isi = _tulis()
    assert 'numFmtId="49"' in _xml(isi, "styles.xml")
    lembar = _xml(isi, "sheet1.xml")
    assert 'type="textLength"' in lembar
    assert '"tambah,hapus"' in lembar
    assert 'state="frozen"' in lembar


def test_berkas_dari_isi_yang_sama_selalu_sama():
    assert _tulis((NIK, "Siti", 4, None, None)) == _tulis((NIK, "Siti", 4, None, None))


def test_baris_yang_tidak_sesuai_kolom_atau_teks_terlalu_panjang_tidak_diam_diam_hilang():
    with pytest.raises(ValueError, match="zip"):
        _tulis((NIK, "Siti"))
    with pytest.raises(ValueError, match="does not fit"):
        _tulis((NIK, "x" * 40_000, 1, None, None))
