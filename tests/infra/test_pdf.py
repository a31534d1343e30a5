"""Does HTML become the same lawful PDF every time, and does a hang or a crash stay in its own process?"""

import io
import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pikepdf
import pytest
from pdf_sah import pelanggaran
from PIL import Image

from app.infra import pdf, proses_anak, qr

pytestmark = pytest.mark.bebas_db

AKAR = Path(__file__).parents[2]
SATU = '<html lang="id"><head><title>Undangan</title></head><body><p>Musyawarah Desa</p></body></html>'


def _teks(isi: bytes, *, nomor: int | None = None) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext tidak terpasang")
    pilih = ["-f", str(nomor), "-l", str(nomor)] if nomor else []
    return subprocess.run(
        ["pdftotext", *pilih, "-layout", "-", "-"], input=isi, capture_output=True, check=True
    ).stdout.decode()


@pytest.fixture(autouse=True, scope="module")
def _tutup_anak():
    yield
    pdf.hentikan()


def test_naskah_menjadi_pdf_arsip_dengan_jumlah_halaman(tmp_path):
    html = SATU.replace("</p>", '</p><p style="break-before:page">Halaman kedua</p>')
    hasil = pdf.cetak(html)
    assert hasil.halaman == 2 == len(pikepdf.open(io.BytesIO(hasil.isi)).pages)
    assert "Musyawarah Desa" in _teks(hasil.isi, nomor=1)
    assert "Halaman kedua" in _teks(hasil.isi, nomor=2)
    assert pelanggaran(hasil.isi) == []


def test_naskah_yang_sama_menghasilkan_byte_yang_sama_juga_di_proses_baru():
    pertama = pdf.render(SATU)
    pdf.hentikan()
    assert pdf.render(SATU) == pertama
    assert pdf.render(SATU.replace("Desa", "Kelurahan")) != pertama


def test_pengenal_berkas_dapat_ditentukan():
    with pikepdf.open(io.BytesIO(pdf.render(SATU, identifier=b"0123456789abcdef"))) as dokumen:
        assert bytes(dokumen.trailer.ID[0]) == b"0123456789abcdef"


def test_gambar_qr_tercetak_tajam_dan_tetap_sah_sebagai_arsip(tmp_path):
    html = f'<html lang="id"><body><img alt="QR" style="width:22mm" src="{qr.svg_data_uri("https://contoh.go.id/v/7Q2K9")}">'
    assert pelanggaran(pdf.render(html)) == []


@pytest.mark.parametrize(
    "elemen",
    [
        '<img alt="" src="file:///etc/hostname">',
        '<img alt="" src="http://127.0.0.1:9/rahasia-3328010101010001.png">',
        '<link rel="stylesheet" href="file:///etc/hostname">',
        '<img alt="" src="data:image/png;base64,AAAA">',
        '<a href="#tidak-ada">x</a>',
    ],
)
def test_naskah_dengan_bagian_yang_tidak_dapat_dimuat_ditolak(elemen):
    with pytest.raises(pdf.PdfGagal) as tertangkap:
        pdf.render(SATU.replace("<p>", f"{elemen}<p>"))
    assert tertangkap.value.sebab == "naskah"
    assert "3328010101010001" not in tertangkap.value.rincian + str(tertangkap.value)
    assert pdf.render(SATU).startswith(b"%PDF-")


def test_naskah_tidak_dapat_memuat_gambar_dari_piringan_server(tmp_path):
    gambar = tmp_path / "kop.png"
    Image.new("RGB", (4, 4)).save(gambar)
    with pytest.raises(pdf.PdfGagal):
        pdf.render(SATU.replace("<p>", f'<img alt="" src="{gambar.as_uri()}"><p>'))


def test_naskah_yang_macet_dihentikan_dan_naskah_berikutnya_tetap_jadi(caplog):
    pdf.render(SATU)
    semula = pdf.pid_anak()
    lambat = "<table>" + "<tr><td>baris<td>panjang" * 20_000 + "</table>"
    with pytest.raises(pdf.PdfGagal) as tertangkap:
        pdf.render(lambat, batas_detik=0.7)
    assert tertangkap.value.sebab == "waktu"
    assert caplog.messages.count("pdf_proses.py lost: waktu") == 2
    assert pdf.render(SATU).startswith(b"%PDF-")
    assert pdf.pid_anak() != semula
    with pytest.raises(ProcessLookupError):
        os.kill(semula, 0)


def test_proses_yang_diam_dibunuh_lalu_naskahnya_dibuat_proses_baru(monkeypatch):
    """A stopped process takes nothing in, and a long paper is more than a socket holds: handing over hangs too."""
    monkeypatch.setattr(proses_anak, "MACET_DETIK", 1)
    pdf.hentikan()
    sebelum = pdf.render(SATU)
    semula = pdf.pid_anak()
    monkeypatch.undo()  # short for the one that stops, not for the one that has yet to start
    os.kill(semula, signal.SIGSTOP)
    assert pdf.render(SATU.replace("<p>", f"<!--{'panjang' * 100_000}--><p>"))[:5] == sebelum[:5]
    assert pdf.pid_anak() not in (None, semula)
    with pytest.raises(ProcessLookupError):
        os.kill(semula, 0)


def test_proses_yang_mati_diganti_tanpa_terasa():
    sebelum = pdf.render(SATU)
    semula = pdf.pid_anak()
    os.kill(semula, signal.SIGKILL)
    assert pdf.render(SATU) == sebelum
    assert pdf.pid_anak() not in (None, semula)


def test_proses_diganti_setelah_banyak_dokumen(monkeypatch):
    pdf.hentikan()
    monkeypatch.setattr(pdf, "MAKS_DOKUMEN", 2)
    pdf.render(SATU)
    semula = pdf.pid_anak()
    pdf.render(SATU)
    pdf.render(SATU)
    assert pdf.pid_anak() not in (None, semula)


def test_beberapa_utas_mendapat_naskahnya_sendiri():
    hasil: dict[int, bytes] = {}

    def kerjakan(nomor: int) -> None:
        hasil[nomor] = pdf.render(SATU.replace("Musyawarah", f"Undangan-{nomor}"))

    utas = [threading.Thread(target=kerjakan, args=(n,)) for n in range(4)]
    for u in utas:
        u.start()
    for u in utas:
        u.join()
    assert all(f"Undangan-{n}" in _teks(hasil[n]) for n in range(4))


def test_proses_anak_tidak_membawa_rahasia_aplikasi(monkeypatch):
    pdf.hentikan()
    monkeypatch.setenv("SAHIH_KUNCI_DATA", "rahasia-sekali")
    pdf.render(SATU)
    lingkungan = Path(f"/proc/{pdf.pid_anak()}/environ")
    if not lingkungan.exists():
        pytest.skip("tanpa /proc")
    assert b"rahasia-sekali" not in lingkungan.read_bytes()


def test_proses_pemanggil_tidak_memuat_mesin_tata_letak():
    program = "import sys, app.infra.pdf; print('weasyprint' in sys.modules)"
    hasil = subprocess.run([sys.executable, "-c", program], cwd=AKAR, capture_output=True, text=True, check=True)
    assert hasil.stdout.strip() == "False"


def test_proses_hasil_fork_memakai_anaknya_sendiri_dan_tidak_ada_yang_tertinggal():
    program = """
import os
from app.infra import pdf
isi = pdf.render("<p>x</p>")
semula = pdf.pid_anak()
cabang = os.fork()
if cabang == 0:
    sama = pdf.pid_anak() is None and pdf.render("<p>x</p>") == isi and pdf.pid_anak() != semula
    pdf.hentikan()
    os._exit(0 if sama else 1)
kode = os.waitstatus_to_exitcode(os.waitpid(cabang, 0)[1])
print(kode, pdf.render("<p>x</p>") == isi, pdf.pid_anak() == semula)
"""
    hasil = subprocess.run([sys.executable, "-c", program], cwd=AKAR, capture_output=True, text=True, check=True)
    assert hasil.stdout.split() == ["0", "True", "True"]


def test_daftar_panjang_bernomor_halaman_berurutan_walau_barisnya_melipat(tmp_path, monkeypatch):
    gaya = "<style>@page{size:330mm 215mm;margin:15mm 12mm 18mm}td{border-bottom:.5pt solid}</style>"
    baris = [
        f"<tr><td>{n}<td style='white-space:nowrap'>Nama ke-{n} <td>{'alamat panjang ' * (n % 7 * 5)}"
        for n in range(120)
    ]
    bagian = [
        f'<html lang="id"><head>{gaya}</head><body><table>{"".join(baris[a : a + 40])}</table>'
        for a in range(0, 120, 40)
    ]
    hasil = pdf.cetak_bagian(bagian)
    assert hasil.halaman > 3
    monkeypatch.setattr(pdf, "PROSES", 1)
    monkeypatch.setattr(pdf, "_mesin", satu := pdf._Mesin())
    assert pdf.cetak_bagian(bagian) == hasil  # by however many processes
    satu.hentikan()
    for nomor in range(1, hasil.halaman + 1):
        assert f"Halaman {nomor} dari {hasil.halaman}" in _teks(hasil.isi, nomor=nomor)
    assert {f"ke-{n}" for n in range(120)} <= set(_teks(hasil.isi).split())
    assert pelanggaran(hasil.isi) == []


def test_mesin_yang_dipercepat_menulis_byte_yang_sama():
    """What is left out of its work shows nowhere: justified lines, lists, wrapped, too long and broken words."""
    program = f"""
import importlib.util
spec = importlib.util.spec_from_file_location("p", {str(pdf.PROGRAM)!r})
p = importlib.util.module_from_spec(spec); spec.loader.exec_module(p)
teks = "Musyawarah desa membahas usul\u00adan warga yang kurang mampu menurut hasil pendataan. " * 9
html = (
    "<style>@page{{size:120mm 90mm}}p{{text-align:justify;overflow-wrap:break-word}}td{{width:20%}}</style>"
    f"<p>{{teks}}</p><p>{{'x' * 200}}</p><ol><li>{{teks}}</ol><ul><li>b<br>c</ul><table><tr><td>{{teks}}<td>1</table>"
)
gaya = [p.CSS(string=p.GAYA)]
asli = p.HTML(string=html).write_pdf(pdf_variant="pdf/a-3b", pdf_identifier=b"0" * 16, stylesheets=gaya)
p.percepat()
print(p.Juru(p.Pencatat()).cetak(html, b"0" * 16)[0] == asli)
"""
    hasil = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert hasil.stdout.strip() == "True"


def test_daftar_tanpa_bagian_ditolak():
    with pytest.raises(ValueError, match="nothing"):
        pdf.cetak_bagian([])
