"""Can everybody use every page? axe on each, on desk and phone; nothing scrolls sideways, nothing speaks English."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from browser.conftest import Pameran
from browser.peramban import potret
from playwright.sync_api import Page, expect

from app.domain.laporan.temuan import Daftar
from app.web.tentang.routes import PANDUAN

AXE = (Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js").read_text()
ATURAN = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
JALANKAN = """async (aturan) => {
  const hasil = await axe.run(document, { runOnly: aturan, resultTypes: ["violations"], iframes: false });
  return hasil.violations.map((v) => [v.id, v.help, v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160))]);
}"""
INGGRIS = re.compile(
    r"There is a problem|Not a valid|\b(Submit|Error|Loading|Search|Next|Previous|Undefined|undefined|NaN|Hide|Show)\b"
)
# The page itself must not scroll sideways, and on a phone no control or cell may hide at the edge of a box that does.
MELEBAR = """() => {
  const lebar = document.documentElement.clientWidth;
  const lewat = (e) => e.checkVisibility() && e.getBoundingClientRect().right > lebar + 1;
  const semua = [...document.querySelectorAll("main *, header *, footer *")];
  const tepi = document.scrollingElement.scrollWidth > lebar ? semua.filter(lewat) : [];
  const isi = [...document.querySelectorAll("main :is(input, select, textarea, button, a, tbody td)")].filter(lewat);
  return [...tepi, ...(lebar < 640 ? isi : [])].slice(-3).map((e) => e.outerHTML.slice(0, 160));
}"""
# Words of the programming language that slipped into a field.
BOCOR = """() => [...document.querySelectorAll("input, textarea")]
  .filter((e) => /^(None|True|False|undefined|null|\\[.*\\]|\\{.*\\})$/.test(e.value) && e.type !== "hidden")
  .map((e) => e.outerHTML.slice(0, 160))"""

# Who looks at what. Names in braces are rows of terisi.py.
HALAMAN: list[tuple[str, str]] = [
    ("", "/masuk"),
    ("", "/lacak"),
    ("", "/v"),
    ("", "/v/{kode_ba_musyawarah_diajukan}"),
    ("", "/v/{kode_undangan_dibatalkan}"),
    ("", "/bantuan"),
    ("", "/tentang-data"),
    *(("", f"/bantuan/{kata}") for kata in PANDUAN),
    ("operator", "/"),
    ("operator", "/paket"),
    ("operator", "/paket/segera"),
    ("operator", "/paket/{draf}/isian"),
    ("operator", "/paket/{ditanggapi}"),
    ("operator", "/paket/{ditanggapi}/tanggapan"),
    ("operator", "/paket/{diajukan}/selisih"),
    ("operator", "/registri?paket={draf}&q=warga,siti"),
    ("operator", "/registri/mutasi"),
    ("operator", "/registri/mutasi?arah=keluar"),
    ("operator", "/registri/mutasi/{konfirmasi}"),
    ("operator", "/registri/keluarga/{keluarga_pindah}/pemecahan"),
    ("operator", "/dokumen/agenda"),
    ("operator", "/dokumen/unit"),
    ("", "/v/jangkar"),
    ("operator", "/himpunan/{himpunan}"),
    ("lurah", "/dokumen/tanda-tangan"),
    ("lurah", "/dokumen/{undangan_siap_musyawarah}"),
    ("operator_kelurahan", "/dokumen/tumpukan/{tumpukan}"),
    ("operator_kelurahan", "/dokumen/unggah?paket={siap_musyawarah}"),
    ("petugas", "/paket/{diajukan}/pemisahan"),
    ("petugas", "/penugasan"),
    ("petugas", "/penugasan/baru"),
    ("petugas", "/penugasan/pejabat"),
    ("petugas", "/pengetikan"),
    ("petugas", "/dokumen/unit"),
    ("verifikator", "/registri/mutasi"),
    ("verifikator", "/daftar"),
    ("verifikator", "/daftar/{daftar}"),
    ("verifikator", "/siks"),
    ("verifikator", "/siks?ragam=selisih"),
    ("verifikator", "/siks/{disahkan}"),
    ("verifikator", "/dokumen/agenda"),
    ("lapangan", "/kunjungan"),
    ("lapangan_kab", "/kunjungan?tampil=semua"),
    ("pemeriksa", "/pemeriksaan"),
    ("pemeriksa", "/pemeriksaan/paket"),
    ("pemeriksa", "/pemeriksaan/paket/{selesai}"),
    ("pemeriksa", "/pemeriksaan/penolakan"),
    *(("pemeriksa", f"/pemeriksaan/daftar/{mana}") for mana in Daftar),
    ("operator", "/paket?status=diajukan&periode=2026-11"),
    ("operator", "/paket/{draf}"),
    ("operator", "/paket/{dikembalikan}"),
    ("kades", "/paket/{dikembalikan}/pengajuan-ulang"),
    ("operator", "/paket/{dikembalikan}/penyusunan-ulang"),
    ("operator", "/paket/{diajukan}"),
    ("operator", "/paket/{diajukan}/penarikan"),
    ("operator", "/paket/{diajukan}/riwayat"),
    ("operator", "/paket/{dibatalkan}"),
    ("operator", "/paket/{selesai}"),
    ("operator_kelurahan", "/paket/{siap_musyawarah}"),
    ("operator_kelurahan", "/paket/{siap_musyawarah}/hasil-musyawarah"),
    ("operator_kelurahan", "/rapat/{rapat_siap_musyawarah}"),
    ("operator_kelurahan", "/dokumen/{undangan_siap_musyawarah}"),
    ("kades_lain", "/paket/{siap_diajukan}/pengajuan"),
    ("operator", "/paket/{draf}/sptjm"),
    ("operator", "/paket/{draf}/pembatalan"),
    ("operator", "/usulan/{usulan_draf}"),
    ("operator", "/usulan/{tambah_diajukan}"),
    ("operator", "/usulan/{tambah_diajukan}/permintaan-perubahan"),
    ("operator", "/usulan/{usulan_draf}/penarikan"),
    ("operator", "/usulan/{perbaikan_draf}"),
    ("operator", "/usulan/{tambah_selesai}"),
    ("operator", "/rapat"),
    ("operator", "/rapat/{rapat_diajukan}"),
    ("operator", "/rapat/{rapat_diajukan}/peserta"),
    ("operator", "/dokumen/{ba_musyawarah_diajukan}"),
    ("operator", "/dokumen/unggah?paket={diajukan}"),
    ("operator", "/registri"),
    ("operator", "/registri?q=warga"),
    ("operator", "/registri?paket={draf}&q=warga"),
    ("operator", "/registri?q=tidakada"),
    ("operator", "/registri/keluarga/{keluarga}"),
    ("operator", "/registri/keluarga/{keluarga}?paket={draf}"),
    ("operator", "/registri/keluarga/{keluarga}/ubah"),
    ("operator", "/registri/warga/{warga}/ubah"),
    ("operator", "/registri/warga/baru"),
    ("operator", "/registri/impor"),
    ("operator", "/pemberitahuan"),
    ("operator", "/akun"),
    ("operator", "/akun/sandi"),
    ("operator_kosong", "/"),
    ("operator_kosong", "/paket/{kosong}"),
    ("kades", "/"),
    ("kades", "/paket/{diajukan}"),
    ("kades", "/pemberitahuan"),
    ("rangkap", "/akun/penugasan"),
    ("petugas", "/"),
    ("petugas", "/paket"),
    ("petugas", "/paket/{diajukan}"),
    ("petugas", "/paket/{ditelaah}"),
    ("petugas", "/telaah/{diajukan}"),
    ("petugas", "/telaah/{diteruskan}"),
    ("petugas", "/bundel"),
    ("petugas", "/bundel/{bundel_terbit}"),
    ("petugas", "/paket/{diajukan}/pengembalian"),
    ("petugas", "/usulan/{tambah_diajukan}"),
    ("petugas", "/dokumen/{ba_musyawarah_diajukan}"),
    ("camat", "/"),
    ("camat", "/bundel"),
    ("camat", "/bundel/{bundel_terbit}"),
    ("verifikator", "/"),
    ("verifikator", "/paket/{diteruskan}"),
    ("verifikator", "/usulan/{tambah_diteruskan}"),
    ("verifikator", "/usulan/{perbaikan_diteruskan}"),
    ("verifikator", "/usulan/{hapus_diteruskan}/ketidaklayakan"),
    ("verifikator", "/usulan/{tambah_diteruskan}/padanan"),
    ("verifikator", "/usulan/{tambah_disahkan}/status-siks"),
    ("operator", "/usulan/{tambah_disahkan}/pemberitahuan"),
    ("verifikator", "/paket/{disahkan}"),
    ("verifikator", "/padanan"),
    ("verifikator", "/verifikasi"),
    ("verifikator", "/verifikasi?tampil=sudah"),
    ("verifikator", "/verifikasi/paket"),
    ("verifikator", "/verifikasi/hasil"),
    ("verifikator", "/bundel?jenis=verval"),
    ("verifikator", "/bundel?jenis=pengesahan"),
    ("kadinsos", "/"),
    ("kadinsos", "/paket/{terverifikasi}/pembukaan-verval"),
    ("kadinsos", "/paket/{diteruskan}/penghentian"),
    ("bupati", "/"),
    ("bupati", "/bundel/{bundel_sahkan}"),
    ("bupati", "/paket/{terverifikasi}"),
    ("pengamat", "/"),
    ("pengamat", "/paket"),
    ("auditor", "/"),
    ("auditor", "/paket/{selesai}"),
    ("dukcapil", "/"),
    ("dukcapil", "/padanan"),
    ("lapangan", "/"),
    ("admin", "/admin/pengguna"),
    ("admin", "/admin/pengguna/{pengguna_operator}"),
    ("admin", "/admin/pengguna/{pengguna_operator}/perubahan"),
    ("admin", "/admin/pengguna/{pengguna_operator}/penugasan"),
    ("admin", "/admin/pengguna/baru"),
    ("admin", "/admin/pengguna/impor"),
    ("admin", "/admin/aturan"),
    ("admin", "/admin/aturan/jenis_usulan"),
    ("admin", "/admin/aturan/alasan_kembali/baris"),
    ("admin", "/admin/aturan/kop"),
    ("admin", "/admin/aturan/jendela/baris"),
]
TOLAKAN: list[tuple[str, str, int]] = [
    ("operator", "/tidak-ada", 404),
    ("operator", "/paket/{siap_diajukan}", 404),
    ("operator", "/admin/pengguna", 403),
    ("kades", "/paket/{draf}/sptjm", 403),
    ("operator", "/paket/{selesai}/pembatalan", 403),
    ("operator", "/paket/{draf}/hasil-musyawarah", 409),
    ("", "/lacak?kode=ABCDEFGHJK", 404),
    ("", "/v/000000000000", 404),
]
# Forms sent with what they cannot accept: who, where, which button.
SALAH_ISI: list[tuple[str, str, str]] = [
    ("operator", "/registri/warga/baru", "Simpan"),
    ("operator", "/paket/{draf}/sptjm", ""),
    ("operator", "/usulan/{tambah_diajukan}/permintaan-perubahan", ""),
    ("operator", "/akun/sandi", ""),
    ("operator_kelurahan", "/paket/{siap_musyawarah}/hasil-musyawarah", "Catat hasil dan buat berita acara"),
    ("petugas", "/paket/{diajukan}/pengembalian", "Kembalikan ke desa"),
    ("verifikator", "/usulan/{hapus_diteruskan}/ketidaklayakan", ""),
    ("operator", "/paket/{ditanggapi}/tanggapan", ""),
    ("operator_kelurahan", "/dokumen/tumpukan/{tumpukan}", "Simpan pindaian"),
    ("lurah", "/dokumen/tanda-tangan", ""),
    ("lurah", "/dokumen/{undangan_siap_musyawarah}", "Bubuhkan segel unit"),
    ("petugas", "/paket/{diajukan}/pemisahan", ""),
    ("petugas", "/penugasan/baru", ""),
    ("petugas", "/penugasan/pejabat", ""),
    ("verifikator", "/daftar", ""),
    ("verifikator", "/verifikasi", "Nilai tidak layak"),
    ("verifikator", "/verifikasi/hasil", "Catat jawaban pusat"),
    ("admin", "/admin/pengguna/baru", ""),
    ("admin", "/admin/aturan/alasan_kembali/baris", ""),
]


def _nama(siapa: str, pola: str) -> str:
    return f"{siapa or 'tamu'}{pola}"


@pytest.mark.parametrize(("siapa", "pola"), HALAMAN, ids=[_nama(*h) for h in HALAMAN])
def test_halaman_dapat_dipakai_semua_orang(pameran: Pameran, siapa: str, pola: str) -> None:
    buka_dan_periksa(pameran, siapa, pola, 200)


@pytest.mark.parametrize(("siapa", "pola", "kode"), TOLAKAN, ids=[_nama(s, p) for s, p, _ in TOLAKAN])
def test_halaman_penolakan_dapat_dipakai_semua_orang(pameran: Pameran, siapa: str, pola: str, kode: int) -> None:
    buka_dan_periksa(pameran, siapa, pola, kode)


@pytest.mark.parametrize(("siapa", "pola", "tombol"), SALAH_ISI, ids=[_nama(s, p) for s, p, _ in SALAH_ISI])
def test_formulir_yang_salah_isi_menjelaskan_dan_dapat_dipakai(
    pameran: Pameran, siapa: str, pola: str, tombol: str
) -> None:
    page, pengawas = pameran.jendela(siapa)
    page.goto(pameran.isi.alamat(pola))
    kirim = page.locator("main form[method=post] button[type=submit]")
    (page.get_by_role("button", name=tombol, exact=True) if tombol else kirim).first.click()
    ringkasan = page.locator(".govuk-error-summary")
    expect(ringkasan).to_be_focused()
    for tautan in ringkasan.locator("a").all():
        tujuan = page.locator(f"[id='{str(tautan.get_attribute('href')).removeprefix('#')}']")
        expect(tujuan).to_have_count(1)
    assert_halaman(page, re.sub(r"[^a-z_0-9]+", "-", f"salah-{_nama(siapa, pola)}"))
    pengawas.periksa()


def test_halaman_sandi_pertama_dapat_dipakai(pameran: Pameran) -> None:
    page, pengawas = pameran.jendela("")
    page.goto("/masuk")
    page.get_by_label("Nama pengguna").fill(pameran.isi.siapa["baru"])
    page.get_by_label("Kata sandi", exact=True).fill("salah semua")
    page.get_by_role("button", name="Masuk").click()
    assert_halaman(page, "masuk-gagal")
    pengawas.periksa()
    page.context.clear_cookies()


def buka_dan_periksa(pameran: Pameran, siapa: str, pola: str, kode: int) -> None:
    """Open a page as somebody and look at it."""
    page, pengawas = pameran.jendela(siapa)
    jawaban = page.goto(pameran.isi.alamat(pola))
    assert jawaban, pola
    assert jawaban.status == kode, f"{jawaban.status} {page.title()}: {page.locator('body').inner_text()[:300]}"
    assert_halaman(page, re.sub(r"[^a-z_0-9]+", "-", _nama(siapa, pola).lower()))
    pengawas.periksa()


def assert_halaman(page: Page, nama: str) -> None:
    """What holds for every page at both widths."""
    page.evaluate(AXE)
    masalah: list[Any] = []
    for lebar in (1280, 360):
        page.set_viewport_size({"width": lebar, "height": 800})
        potret(page, f"{nama}-{lebar}")
        masalah += [[lebar, *v] for v in page.evaluate(JALANKAN, ATURAN)]
        masalah += [[lebar, "melebar", e] for e in page.evaluate(MELEBAR)]
    masalah += [["bocor", e] for e in page.evaluate(BOCOR)]
    teks = page.locator("body").inner_text()
    masalah += [["Inggris", teks[max(0, m.start() - 40) : m.end() + 40]] for m in INGGRIS.finditer(teks)]
    assert not masalah, json.dumps(masalah, indent=1, ensure_ascii=False)
