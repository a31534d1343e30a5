"""What do people's hands do on the pages? One function for each piece of work, through the real forms."""

import re

import pabrik
from browser.peramban import kerjakan, nomor, unduh
from flask import Flask
from playwright.sync_api import Locator, Page, expect

PESERTA = 4


def foto(warna: str = "white", nama: str = "foto.jpg") -> dict[str, object]:
    """A real photograph, as a file to be chosen."""
    return {"name": nama, "mimeType": "image/jpeg", "buffer": pabrik.gambar(warna)}


def status(h: Page) -> Locator:
    """The state that the page shows beside its heading."""
    return h.locator("main .govuk-tag").first


def tekan(h: Page, tombol: str) -> None:
    """Press the button of that exact name."""
    h.get_by_role("button", name=tombol, exact=True).first.click()


def buat_paket(h: Page) -> int:
    """From the inbox: a new packet of this month."""
    h.goto("/")
    tekan(h, "Buat paket bulan ini")
    expect(status(h)).to_have_text("Draf")
    return nomor(h)


def cari_dan_usulkan(h: Page, paket: int, nama: str, jenis: str = "Tambah") -> int:
    """From the packet: search a resident, propose; opens the form."""
    h.goto(f"/paket/{paket}")
    h.get_by_label("Tambah usulan: cari warga").fill(nama)
    tekan(h, "Cari")
    h.get_by_role("button", name=f"{jenis}:").first.click()
    expect(h.get_by_role("heading", level=1)).to_have_text(nama)
    return nomor(h)


def isi_usul_tambah(h: Page) -> None:
    """The form of an addition, every answer given."""
    h.get_by_label("Nonbansos").check()
    h.get_by_label("Keadaan keluarga").fill("Bekerja serabutan, rumah bambu.")
    h.get_by_label("Hubungan dengan perangkat desa/kelurahan").select_option(label="Tidak ada hubungan")
    for pertanyaan in h.locator("#kelayakan input[value=ya]").all():
        pertanyaan.check()


def unggah_bukti(h: Page) -> None:
    """A photograph for every proof that is asked and not there yet."""
    while (ubin := h.locator(".sahih-ubin__satu", has_text="Belum ada")).count():
        jumlah = ubin.count()
        ubin.first.locator("input[type=file]").first.set_input_files(files=[foto()])
        ubin.first.get_by_role("button", name="Unggah").click()
        expect(h.locator(".sahih-ubin__satu", has_text="Belum ada")).to_have_count(jumlah - 1)


def usulan_lengkap(h: Page, paket: int, nama: str) -> int:
    """One resident from the search to “Lengkap”."""
    usulan = cari_dan_usulkan(h, paket, nama)
    unggah_bukti(h)
    isi_usul_tambah(h)
    tekan(h, "Tandai lengkap")
    expect(h.get_by_role("row", name=nama)).to_contain_text("Lengkap")
    return usulan


def rencanakan_musyawarah(h: Page, paket: int) -> int:
    """Plan the meeting for today and invite."""
    h.goto(f"/paket/{paket}")
    tekan(h, "Rencanakan musyawarah")
    rapat = nomor(h)
    h.get_by_label("Tanggal", exact=True).fill("2026-11-10")
    h.locator("#pukul_mulai").fill("09:00")
    h.locator("#tempat").fill("Balai Desa Slawi Kulon")
    h.locator("#pengundang_nama").fill("Bu Ketua BPD")
    tekan(h, "Simpan rencana")
    h.get_by_role("button", name="Isi daftar peserta").click()
    for i in range(PESERTA):
        h.locator(f"#nama-{i}").fill(f"Peserta {i + 1}")
        h.locator(f"#jabatan-{i}").fill("Ketua RT")
        h.locator(f"#unsur-{i}").select_option("rt")
        h.locator(f"#jk-{i}").select_option("LP"[i % 2])
        h.locator(f"#diundang-{i}").check()
    tekan(h, "Simpan")
    return rapat


def catat_kehadiran(h: Page, rapat: int) -> None:
    """Everybody invited came; one witness; who led, who wrote, what was said."""
    h.goto(f"/rapat/{rapat}/peserta")
    tekan(h, "Tandai semua undangan hadir")
    h.locator("#saksi-0").check()
    tekan(h, "Simpan")
    h.goto(f"/rapat/{rapat}")
    if h.get_by_text("Buka formulir hasil").count():
        h.get_by_text("Buka formulir hasil").click()
    h.get_by_label("Jam selesai").fill("11:00")
    h.get_by_label("Nama pimpinan musyawarah").fill("Pak Pimpinan")
    h.get_by_label("Jabatan pimpinan").fill("Ketua BPD")
    h.get_by_label("Nama notulis").fill("Bu Notulis")
    h.get_by_label("Jabatan notulis").fill("Sekretaris desa")
    h.get_by_label("Pembahasan").fill("Setiap nama dibahas satu per satu.")
    tekan(h, "Simpan hasil")


def unggah_foto_rapat(h: Page, rapat: int) -> None:
    """The meeting and the posted announcement."""
    for i, warna in enumerate(("red", "blue")):
        h.goto(f"/rapat/{rapat}")
        h.locator("input[name=jenis]").nth(i).check()
        h.get_by_label("Tambah foto").set_input_files(files=[foto(warna)])
        tekan(h, "Simpan foto")
        expect(h.locator(".sahih-rapat-foto li")).to_have_count(i + 1)


def sepakati_semua(h: Page, paket: int) -> None:
    """The decision sheet: agreed, all of them."""
    h.goto(f"/paket/{paket}/hasil-musyawarah")
    tekan(h, "Catat hasil dan buat berita acara")


def periksa_naskah(app: Flask, h: Page, paket: int) -> int:
    """The worker draws what was issued; every paper of the packet opens as a PDF. Returns how many."""
    kerjakan(app)
    h.goto(f"/paket/{paket}")
    semua = h.locator("#daftar-dokumen a[href$='.pdf'], #daftar-dokumen a[href$='?unduh']")
    alamat = sorted({str(a.get_attribute("href")) for a in semua.all()})
    assert alamat, "no paper was drawn"
    for satu in alamat:
        assert unduh(h, satu).startswith(b"%PDF-1.7"), satu
    return len(alamat)


def unggah_pindaian(h: Page, paket: int) -> None:
    """One scan with every signature that this unit may record."""
    h.goto(f"/dokumen/unggah?paket={paket}")
    for kotak in h.locator("input[name=penanda]").all():
        kotak.check()
    h.get_by_label("Berkas pindaian").set_input_files(files=[foto("gray", "pindaian.jpg")])
    tekan(h, "Simpan pindaian")


def telaah(h: Page, paket: int) -> None:
    """The kecamatan compares every scan and answers every line of its list."""
    h.goto(f"/telaah/{paket}")
    for alamat in [str(a.get_attribute("href")) for a in h.locator("#dokumen a[href^='/dokumen/']").all()]:
        h.goto(alamat)
        if h.get_by_role("button", name="Pindaian sesuai").count():
            tekan(h, "Pindaian sesuai")
            expect(h).to_have_url(re.compile(rf"/telaah/{paket}"))  # back to the list after each scan
            h.goto(alamat)
            expect(status(h)).to_have_text("Pindaian terkonfirmasi")
    h.goto(f"/telaah/{paket}")
    for ya in h.locator("#daftar-periksa input[value=ya]").all():
        ya.check()
    tekan(h, "Simpan daftar periksa")


def susun_bundel(app: Flask, h: Page, jenis: str, paket: int) -> int:
    """One paper over the packet: issued, drawn, its signed scan recorded."""
    h.goto(f"/bundel?jenis={jenis}")
    h.locator(f"#paket-{paket}").check()
    h.get_by_role("button", name="Terbitkan").first.click()
    expect(h.get_by_role("heading", level=2, name="Paket (1)")).to_be_visible()
    bundel = nomor(h)
    kerjakan(app)
    unggah_pindaian(h, paket)
    return bundel


def putuskan(h: Page, bundel: int, tombol: str) -> None:
    """The decider finds it in the inbox and decides."""
    h.goto("/")
    h.locator(f"main a[href='/bundel/{bundel}']").first.click()
    tekan(h, tombol)
