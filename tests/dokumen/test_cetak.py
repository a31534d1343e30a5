"""Does every paper print what it froze, whole, in order and legibly?"""

import dataclasses
import re
import subprocess
from pathlib import Path

import contoh_bagian as c
import pytest
from baca_qr import baca_qr
from contoh_bagian import NAMA_SULIT, nama
from contoh_naskah import BERNOMOR, contoh, kepala
from jinja2 import UndefinedError
from tercetak import ALAMAT, SEMUA
from tercetak import tercetak as _pdf

from app.domain.dokumen import konteks as k
from app.domain.dokumen.gambar import html as naskah_html
from app.domain.dokumen.status import JenisDokumen
from app.infra import format as bentuk
from app.infra.templat import POTONG
from app.worker import cetak

pytestmark = pytest.mark.bebas_db

BURUK = re.compile(r"\bNone\b|[Uu]ndefined|\{\{|\}\}|\{%|\bnan\b|Traceback")


def halaman(isi: bytes) -> list[str]:
    """The text of each page as pdftotext reads it."""
    hasil = subprocess.run(
        ["pdftotext", "-layout", "-enc", "UTF-8", "-", "-"], input=isi, capture_output=True, check=True
    )
    return hasil.stdout.decode().split("\f")[:-1]


def rata(teks: str) -> str:
    """One line, single spaces."""
    return " ".join(teks.split())


def gambar(isi: bytes, nomor: int, tmp_path: Path, dpi: int = 150) -> bytes:
    """One page as PNG."""
    (tmp_path / "n.pdf").write_bytes(isi)
    dasar = tmp_path / f"h{nomor}"
    subprocess.run(
        [
            "pdftoppm",
            "-r",
            str(dpi),
            "-f",
            str(nomor),
            "-l",
            str(nomor),
            "-singlefile",
            "-png",
            tmp_path / "n.pdf",
            dasar,
        ],
        check=True,
    )
    return dasar.with_suffix(".png").read_bytes()


@pytest.mark.parametrize(("jenis", "penuh"), SEMUA)
def test_setiap_naskah_tercetak_tanpa_bekas_templat(jenis: JenisDokumen, penuh: bool) -> None:
    lembar = halaman(_pdf(jenis, penuh).isi)
    teks = rata(" ".join(lembar))
    assert not (m := BURUK.search(teks)), m and teks[max(0, m.start() - 60) : m.end() + 60]
    isi, penanda = contoh(jenis, penuh=penuh)
    for baris in isi.kop.baris:
        assert baris in teks
    for p in penanda:
        assert not p.nama or p.nama in teks
    assert ("400.9/021/2004/XI/2026" in teks) == (jenis in BERNOMOR or jenis in _MERUJUK)


# Without a number of their own, they cite that of the BA or of their covering letter.
_MERUJUK = {JenisDokumen.LAMPIRAN, JenisDokumen.LAPORAN_GUBERNUR}


@pytest.mark.parametrize(("jenis", "penuh"), SEMUA)
def test_setiap_halaman_bernomor_dan_berkode(jenis: JenisDokumen, penuh: bool) -> None:
    hasil = _pdf(jenis, penuh)
    lembar = halaman(hasil.isi)
    assert len(lembar) == hasil.halaman
    for nomor, teks in enumerate(lembar, 1):
        assert f"Halaman {nomor} dari {len(lembar)}" in rata(teks)
        assert "7Q2K-9M4X-T0BD" in teks
        assert "sahih.contohkab.go.id/v" in teks


@pytest.mark.parametrize("kertas", ["F4_215", "F4_210", "A4"])
@pytest.mark.parametrize("jenis", [JenisDokumen.BA_MUSYAWARAH, JenisDokumen.LAMPIRAN, JenisDokumen.SURAT_PENGESAHAN])
def test_naskah_tetap_utuh_di_setiap_ukuran_kertas(jenis: JenisDokumen, kertas: str) -> None:
    hasil = _pdf(jenis, True, kertas)
    sisi = {"F4_215": (215, 330), "F4_210": (210, 330), "A4": (210, 297)}[kertas]
    info = subprocess.run(["pdfinfo", "-"], input=hasil.isi, capture_output=True, check=True).stdout.decode()
    ukuran = re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", info)
    assert ukuran
    assert sorted(round(float(x) / 72 * 25.4) for x in ukuran.groups()) == sorted(sisi)
    assert not BURUK.search(" ".join(halaman(hasil.isi)))


def test_angka_berita_acara_sama_dengan_isinya() -> None:
    isi, _ = contoh(JenisDokumen.BA_MUSYAWARAH, penuh=True)
    assert isinstance(isi, k.BaMusyawarah)
    teks = rata(" ".join(halaman(_pdf(JenisDokumen.BA_MUSYAWARAH, True).isi)))
    sepakat = sum(h.disepakati for h in isi.putusan)
    assert f"Menyepakati {sepakat} ({bentuk.terbilang(sepakat)}) usulan" in teks
    assert "Jumlah 146 138 5 3" in teks
    assert "dihadiri 37 (tiga puluh tujuh) orang dari 45 (empat puluh lima)" in teks
    assert "Jumlah 45 37 23 14" in teks
    assert "tidak tercapai" in teks
    assert "Kamis, tanggal dua belas bulan November tahun dua ribu dua puluh enam (12-11-2026)" in teks
    assert "pukul 09.30 WIB s.d. 12.15 WIB" in teks
    assert "SALINAN" in teks


def test_angka_verval_dan_pengesahan_dijumlahkan_dari_barisnya() -> None:
    verval, _ = contoh(JenisDokumen.BA_VERVAL, penuh=True)
    assert isinstance(verval, k.BaVerval)
    teks = rata(" ".join(halaman(_pdf(JenisDokumen.BA_VERVAL, True).isi)))
    empat = [verval.jumlah(x) for x in ("diajukan", "layak", "tidak_layak", "dikembalikan")]
    assert f"Jumlah seluruhnya {' '.join(map(str, empat))}" in teks
    assert empat[0] == empat[1] + empat[2] + empat[3]
    for d in verval.per_desa:
        assert f"Jumlah {d.desa} {d.jumlah('diajukan')} {d.jumlah('layak')}" in teks
    sah, _ = contoh(JenisDokumen.SURAT_PENGESAHAN, penuh=True)
    assert isinstance(sah, k.SuratPengesahan)
    teks = rata(" ".join(halaman(_pdf(JenisDokumen.SURAT_PENGESAHAN, True).isi)))
    assert f"{bentuk.angka(sah.total)} ({bentuk.terbilang(sah.total)})" in teks
    assert sum(r.total for r in sah.per_kecamatan) == sah.total
    per_jenis = " ".join(str(sah.jumlah_jenis(x)) for x in sah.jenis)
    assert teks.count(f"{per_jenis} {bentuk.angka(sah.total)}") == 2


def test_kepala_tabel_berulang_dan_tidak_ada_nama_yang_hilang() -> None:
    lembar = halaman(_pdf(JenisDokumen.LAMPIRAN, True).isi)
    for teks in lembar[:7]:
        assert "Nama ibu kandung" in rata(teks)
    teks = rata(" ".join(lembar))
    for n in nama(120):
        assert n.nik in teks
        assert n.no_kk in teks
    assert "Jumlah: 120 (seratus dua puluh) nama" in teks
    for huruf in "ABC":
        assert f"LAMPIRAN {huruf}:" in teks


@pytest.mark.parametrize("jumlah", range(14, 30))
def test_blok_tanda_tangan_selalu_bersama_kalimat_penutup(jumlah: int) -> None:
    isi, penanda = contoh(JenisDokumen.PENGUMUMAN_HASIL, penuh=True)
    isi = dataclasses.replace(isi, baris=c.publik(jumlah, "Disepakati"))
    lembar = [rata(t) for t in halaman(cetak.cetak(kepala(JenisDokumen.PENGUMUMAN_HASIL), isi, penanda, ALAMAT).isi)]
    akhir = next(t for t in lembar if "Demikian pengumuman ini" in t)
    assert "Kepala Desa Slawi Kulon," in akhir
    assert "Slamet Riyadi, S.Sos." in akhir


@pytest.mark.parametrize("penuh", [False, True])
def test_saksi_dan_catatan_keberatan_tidak_tertinggal_sendiri_di_halaman_akhir(penuh: bool) -> None:
    for jenis, kata in ((JenisDokumen.BA_MUSYAWARAH, "<h2>Saksi</h2>"), (JenisDokumen.NOTULEN, "Catatan keberatan")):
        isi, penanda = contoh(jenis, penuh=penuh)
        html = naskah_html(kepala(jenis), isi, penanda, ALAMAT)
        penutup = html[html.index('<section class="penutup">') :].partition("</section>")[0]
        assert kata not in html or kata in penutup, jenis


def test_qr_menuju_halaman_periksa_pada_setiap_halaman(tmp_path: Path) -> None:
    hasil = _pdf(JenisDokumen.BA_MUSYAWARAH, True)
    for nomor in range(1, hasil.halaman + 1):
        terbaca = baca_qr(gambar(hasil.isi, nomor, tmp_path))
        assert terbaca, f"halaman {nomor}"
        assert terbaca == [f"{ALAMAT}/v/7Q2K9M4XT0BD?h={nomor}"]


def test_tanda_terima_membawa_qr_lacak(tmp_path: Path) -> None:
    terbaca = baca_qr(gambar(_pdf(JenisDokumen.TANDA_TERIMA, True).isi, 1, tmp_path))
    assert f"{ALAMAT}/lacak?kode=7Q2K9M4XT0BD" in terbaca
    assert f"{ALAMAT}/v/7Q2K9M4XT0BD?h=1" in terbaca


def test_html_di_dalam_nama_tercetak_sebagai_teks() -> None:
    isi, penanda = contoh(JenisDokumen.LAMPIRAN, penuh=True)
    html = naskah_html(kepala(JenisDokumen.LAMPIRAN), isi, penanda, ALAMAT)
    assert "<b>Sri</b>" not in html
    assert "&lt;b&gt;Sri&lt;/b&gt;" in html
    utuh = subprocess.run(["pdftotext", "-", "-"], input=_pdf(JenisDokumen.PENGUMUMAN_HASIL, True).isi,
                          capture_output=True, check=True).stdout.decode()  # fmt: skip
    for kata in NAMA_SULIT.replace("Anak-anaknya", "").split():
        assert kata in utuh


def test_pemotong_tidak_dapat_dipalsukan_lewat_isian() -> None:
    isi, penanda = contoh(JenisDokumen.PERNYATAAN_NIHIL, penuh=True)
    isi = dataclasses.replace(isi, keterangan=f"x {POTONG} y")
    assert len(cetak.bagian(naskah_html(kepala(JenisDokumen.PERNYATAAN_NIHIL), isi, penanda, ALAMAT))) == 1


def test_daftar_sangat_panjang_dipotong_tanpa_kehilangan_nama() -> None:
    isi, penanda = contoh(JenisDokumen.LAMPIRAN, penuh=True)
    isi = dataclasses.replace(isi, tambah=nama(650), hapus=[], perbaikan=[])
    html = naskah_html(kepala(JenisDokumen.LAMPIRAN), isi, penanda, ALAMAT)
    assert len(cetak.bagian(html)) == 3
    lembar = halaman(cetak.cetak(kepala(JenisDokumen.LAMPIRAN), isi, penanda, ALAMAT).isi)
    teks = rata(" ".join(lembar))
    assert all(n.nik in teks for n in isi.tambah)
    assert f"Halaman {len(lembar)} dari {len(lembar)}" in rata(lembar[-1])
    assert all("7Q2K-9M4X-T0BD" in t for t in lembar)


def test_lampiran_verval_yang_dipotong_tetap_mendatar() -> None:
    isi, penanda = contoh(JenisDokumen.BA_VERVAL, penuh=True)
    assert isinstance(isi, k.BaVerval)
    banyak = [k.NamaVerval(baris=n, hasil="layak") for n in nama(450)]
    isi = dataclasses.replace(isi, paket=[dataclasses.replace(isi.paket[0], nama=banyak)])
    hasil = cetak.cetak(kepala(JenisDokumen.BA_VERVAL), isi, penanda, ALAMAT)
    info = subprocess.run(["pdfinfo", "-l", str(hasil.halaman), "-"], input=hasil.isi, capture_output=True, check=True)
    ukuran = re.findall(r"Page +\d+ size:\s+([\d.]+) x ([\d.]+)", info.stdout.decode())
    lembar = halaman(hasil.isi)
    mendatar = [float(x) > float(y) for x, y in ukuran]
    assert mendatar == sorted(mendatar)
    assert all("Hasil padan" in rata(t) for t, datar in zip(lembar, mendatar, strict=True) if datar)
    assert "Jumlah: 450 (empat ratus lima puluh) nama" in rata(" ".join(lembar))


def test_nama_desa_terpanjang_dan_kelurahan_punya_sebutannya_sendiri() -> None:
    isi, penanda = contoh(JenisDokumen.SPTJM, penuh=True)
    panjang = dataclasses.replace(isi, unit=c.DESA_PANJANG)
    teks = rata(" ".join(halaman(cetak.cetak(kepala(JenisDokumen.SPTJM), panjang, penanda, ALAMAT).isi)))
    assert len(c.NAMA_DESA_TERPANJANG) == 44
    assert c.NAMA_DESA_TERPANJANG in teks
    lurah = dataclasses.replace(isi, unit=c.KELURAHAN)
    teks = rata(" ".join(halaman(cetak.cetak(kepala(JenisDokumen.SPTJM), lurah, penanda, ALAMAT).isi)))
    assert "Kelurahan Kagok" in teks
    assert "musyawarah kelurahan" in teks
    assert "musyawarah desa" not in teks


@pytest.mark.parametrize(
    "jenis", [JenisDokumen.DAFTAR_USULAN_AWAL, JenisDokumen.PENGUMUMAN_HASIL, JenisDokumen.TANDA_TERIMA]
)
def test_naskah_untuk_umum_tidak_memuat_nik(jenis: JenisDokumen) -> None:
    assert not re.search(r"\d{16}", " ".join(halaman(_pdf(jenis, True).isi)))


def test_sptjm_menyediakan_tempat_meterai() -> None:
    teks = rata(" ".join(halaman(_pdf(JenisDokumen.SPTJM, True).isi)))
    assert "Meterai Rp10.000" in teks
    assert "Plt. Camat Slawi" in teks
    assert "NIP. 197805122000031002" in teks


def test_naskah_yang_sama_menjadi_byte_yang_sama() -> None:
    isi, penanda = contoh(JenisDokumen.SURAT_PENGANTAR, penuh=True)
    satu, dua = (cetak.cetak(kepala(JenisDokumen.SURAT_PENGANTAR), isi, penanda, ALAMAT).isi for _ in range(2))
    assert satu == dua


@pytest.mark.parametrize(("jenis", "penuh"), SEMUA)
def test_isi_beku_kembali_sama_dari_json(jenis: JenisDokumen, penuh: bool) -> None:
    isi, penanda = contoh(jenis, penuh=penuh)
    assert k.cairkan(k.beku(kepala(jenis), isi, penanda)) == (kepala(jenis), isi, penanda)


def test_isi_yang_kurang_disebut_namanya() -> None:
    with pytest.raises(TypeError, match="dasar_hukum"):
        k.PernyataanNihil(kop=c.KOP, unit=c.DESA, periode="2026-11", nama_data="DTSEN", penyata=c.PENYATA)  # type: ignore[call-arg]


def test_berita_acara_tidak_dapat_berbeda_dari_daftarnya() -> None:
    isi, _ = contoh(JenisDokumen.BA_MUSYAWARAH, penuh=True)
    with pytest.raises(ValueError, match="postponed"):
        dataclasses.replace(isi, ditunda=[])
    with pytest.raises(ValueError, match="add up"):
        dataclasses.replace(isi, putusan=[k.Hitungan(kode="tambah", label="Usul tambah", diusulkan=2, disepakati=1)])


def test_templat_menolak_nama_yang_tidak_ada() -> None:
    isi, penanda = contoh(JenisDokumen.SPTJM, penuh=True)
    with pytest.raises(UndefinedError, match="per_unsur"):
        naskah_html(dataclasses.replace(kepala(JenisDokumen.SPTJM), jenis="notulen"), isi, penanda, ALAMAT)


@pytest.mark.parametrize("jenis", [JenisDokumen.DAFTAR_HADIR_KOSONG, JenisDokumen.DAFTAR_HADIR])
@pytest.mark.parametrize("jumlah", [19, 62, 67])
def test_daftar_hadir_berkelompok_berselang_dan_tanda_tangannya_tidak_sendirian(
    jenis: JenisDokumen, jumlah: int
) -> None:
    isi, penanda = contoh(jenis, penuh=True)
    orang = c.peserta(jumlah)
    if isinstance(isi, k.DaftarHadir):
        hitung = [k.JumlahUnsur(unsur="Semua", diundang=jumlah, hadir=jumlah)]
        isi = dataclasses.replace(isi, hadir=orang, per_unsur=hitung)
    else:
        isi = dataclasses.replace(isi, diundang=orang)
    lembar = halaman(cetak.cetak(kepala(jenis), isi, penanda, ALAMAT).isi)
    semua = rata(" ".join(lembar))
    assert all(rata(teks).count("Tanda tangan") == 1 for teks in lembar if "Peserta 0" in teks)  # heads repeat
    assert len(re.findall(r"\(\d+ (?:orang|undangan)\)", semua)) == 6
    urutan = [p.nama for _, isi_kelompok in isi.kelompok for p in isi_kelompok]
    letak = [semua.replace(" Sastrowardoyo", "").index(n.removesuffix(" Sastrowardoyo")) for n in urutan]
    assert letak == sorted(letak)
    terakhir = rata(lembar[-1])
    assert "Tanda tangan" in terakhir, "the signature block stands without a row of its table"
    assert c.NOTULIS.nama in terakhir
    kolom = {}
    for baris in "\n".join(lembar).splitlines():
        if (m := re.search(r"\s(\d+)\.\s*$", baris)) and (n := int(m[1])) <= jumlah:
            kolom[n] = m.start(1)
    assert kolom[2] > kolom[1] + 3
    assert kolom[4] > kolom[3] + 3
