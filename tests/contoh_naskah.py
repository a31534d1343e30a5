"""Which papers do the tests print? Each kind with its least and its fullest content; no real person."""

import datetime as dt
from typing import Any

from contoh_bagian import (
    BA,
    CAMAT,
    DESA,
    HARI,
    HUKUM,
    KABUPATEN,
    KADES,
    KADES_METERAI,
    KECAMATAN,
    KOP,
    KOP_BUPATI,
    KOP_DINSOS,
    KOP_KECAMATAN,
    NAMA_SULIT,
    NOTULIS,
    PENYATA,
    PIMPINAN,
    PUTUSAN,
    PUTUSAN_NOL,
    Naskah,
    acara,
    nama,
    penanda,
    peserta,
    publik,
    unsur,
)

from app.domain.dokumen import konteks as k
from app.domain.dokumen.lepas import IDENTITAS
from app.domain.dokumen.status import JUDUL_DOKUMEN, JenisDokumen


def _dasar(unit: k.Unit = DESA, kop: k.Kop = KOP) -> dict[str, Any]:
    return {"kop": kop, "unit": unit, "periode": "2026-11", "nama_data": "DTSEN"}


def _desa(penuh: bool) -> dict[JenisDokumen, Naskah]:
    d = _dasar()
    a = acara(penuh=penuh)
    hitung = PUTUSAN if penuh else PUTUSAN_NOL
    return {
        JenisDokumen.UNDANGAN: (
            k.Undangan(
                **d,
                acara=a,
                penerima=peserta(45) if penuh else [],
                bahan=hitung if penuh else [],
                dasar_hukum=HUKUM if penuh else [],
                tembusan=["Camat Slawi", "Babinsa Slawi Kulon"] if penuh else [],
            ),
            [penanda("Ketua BPD Slawi Kulon", "Drs. H. Suparman Wiryo" if penuh else "")],
        ),
        JenisDokumen.DAFTAR_HADIR_KOSONG: (
            k.DaftarHadirKosong(**d, acara=a, diundang=peserta(60) if penuh else []),
            [NOTULIS] if penuh else [],
        ),
        JenisDokumen.DAFTAR_USULAN_AWAL: (
            k.DaftarUsulanAwal(**d, acara=a, baris=publik(60) if penuh else [], lembar_putusan=penuh),
            [KADES] if penuh else [],
        ),
        JenisDokumen.BA_KOSONG: (
            k.BaKosong(
                **d,
                acara=a,
                dasar_hukum=HUKUM if penuh else [],
                baris=publik(60) if penuh else [],
                unsur=[u.unsur for u in unsur(penuh=penuh)],
            ),
            [],
        ),
        JenisDokumen.DAFTAR_HADIR: (
            k.DaftarHadir(**d, acara=a, per_unsur=unsur(penuh=penuh), hadir=peserta(37) if penuh else []),
            [NOTULIS],
        ),
        JenisDokumen.NOTULEN: (
            k.Notulen(
                **d,
                acara=a,
                per_unsur=unsur(penuh=penuh),
                pembahasan="Ketua membuka musyawarah.\nPeserta membahas satu per satu." * 6 if penuh else "",
                kesimpulan=["Usulan disepakati sesuai daftar.", "Hasil diumumkan di papan desa."] if penuh else [],
                putusan=hitung,
                tindak_lanjut=[
                    k.TindakLanjut(apa="Melengkapi foto rumah", siapa="Operator desa", tenggat=HARI),
                    k.TindakLanjut(apa="Kunjungan ulang", siapa="Pendamping PKH"),
                ]
                if penuh
                else [],
                keberatan="Ketua RT 003 meminta tiga nama ditinjau ulang." if penuh else "",
                jumlah_foto=4 if penuh else 0,
            ),
            [NOTULIS, PIMPINAN],
        ),
        JenisDokumen.LAMPIRAN: (
            k.Lampiran(
                **d,
                dasar=BA,
                tambah=nama(120) if penuh else [],
                hapus=nama(11) if penuh else [],
                perbaikan=nama(7) if penuh else [k.BarisNama(nama="Warga Contoh", jenis="Perbaikan data")],
            ),
            [KADES],
        ),
        JenisDokumen.PENGUMUMAN_HASIL: (
            k.PengumumanHasil(
                **d,
                acara=a,
                dasar=BA,
                baris=publik(70, "Disepakati") if penuh else [],
                sampai=dt.date(2026, 11, 19),
                tempat_keberatan="Kantor Desa Slawi Kulon",
                kontak="telepon (0283) 491000" if penuh else "",
            ),
            [KADES],
        ),
        JenisDokumen.SPTJM: (
            k.Sptjm(
                **d,
                penyata=PENYATA,
                hitungan=PUTUSAN if penuh else PUTUSAN[:1],
                dasar_hukum=HUKUM if penuh else [],
                alasan="Balai desa terdampak banjir sepanjang periode" if penuh else "",
                paket_nomor="USL/33.28.10.2004/2026-11/1" if penuh else "",
            ),
            [KADES_METERAI, CAMAT] if penuh else [KADES_METERAI],
        ),
        JenisDokumen.PERNYATAAN_NIHIL: (
            k.PernyataanNihil(
                **d,
                penyata=PENYATA,
                dasar_hukum=HUKUM if penuh else [],
                keterangan="Tidak ada perubahan keadaan warga." if penuh else "",
            ),
            [KADES],
        ),
        JenisDokumen.SURAT_PENGANTAR: (
            k.SuratPengantar(
                **d,
                tujuan=["Camat Slawi"],
                hitungan=hitung,
                dasar=[BA, BA] if penuh else [],
                sertaan=[k.Sertaan(nama="Berita acara musyawarah", jumlah="1 berkas")] * 4 if penuh else [],
                paket_nomor="USL/33.28.10.2004/2026-11/1",
                tembusan=["Kepala Dinas Sosial Kabupaten Tegal"] if penuh else [],
            ),
            [KADES],
        ),
        JenisDokumen.LEMBAR_PERUBAHAN: (
            k.LembarPerubahan(
                **d,
                ke=2 if penuh else 1,
                paket_nomor="USL/33.28.10.2004/2026-11/1",
                dasar=BA,
                baris=[
                    k.BarisPerubahan(
                        nama=NAMA_SULIT,
                        jenis="Usul tambah",
                        perubahan="Perbaikan",
                        alasan="Tanggal lahir keliru; jawaban atas catatan kecamatan",
                        nik="3328104110800001",
                        lama={"Tanggal lahir": "1 Januari 1980"},
                        baru={"Tanggal lahir": "10 Januari 1980"},
                    )
                ]
                * (25 if penuh else 1),
            ),
            [KADES],
        ),
        JenisDokumen.NOTA_DINAS: (
            k.NotaDinas(
                **_dasar(KABUPATEN, KOP_DINSOS),
                tujuan="Kepala Desa Slawi Kulon",
                asal="Disdukcapil",
                sumber=k.Rujukan(judul="Daftar peristiwa kependudukan", nomor="470/118/2026", tanggal=HARI),
                paket_nomor="USL/33.28.10.2004/2026-11/4",
                baris=[
                    k.BarisPublik(
                        nama="SITI RAHAYU", rt="001", rw="002", jenis="Usul hapus data", keterangan="Meninggal dunia"
                    )
                ]
                * (30 if penuh else 1),
                tenggat=HARI,
            ),
            [penanda("Kepala Dinas Sosial", "Dra. Nurhayati, M.M.", "verval", unit_kode="33.28")],
        ),
        JenisDokumen.LEMBAR_UJI: (k.LembarUji(**d), []),
        JenisDokumen.FORMULIR_USULAN: (
            k.FormulirUsulan(
                **d,
                jenis="Usul tambah" if penuh else "Perbaikan data",
                identitas=list(IDENTITAS),
                bidang=[
                    k.BidangFormulir(label="Program yang diusulkan", pilihan=["PKH", "BPNT/Sembako", "PBI-JK"]),
                    k.BidangFormulir(label="Keadaan keluarga", baris=3, wajib=True, petunjuk="Uraikan singkat."),
                ]
                * (2 if penuh else 1),
                pertanyaan=["Apakah keluarga memiliki jamban sendiri?"] * 10 if penuh else [],
                bukti=["Kartu keluarga", "Foto rumah tampak depan"] * 3 if penuh else [],
                lama_baru=not penuh,
            ),
            [
                penanda("Pemohon atau pelapor", "", wajib=False),
                penanda("Kepala Desa Slawi Kulon", "Slamet Riyadi, S.Sos.", letak="mengetahui", wajib=False),
            ],
        ),
        JenisDokumen.TANDA_TERIMA: (
            k.TandaTerima(
                **d,
                kode_lacak="7Q2K9M4XT0BD",
                inisial="S. R.",
                jenis="Usul tambah",
                diterima=HARI,
                petugas="Dwi Lestari",
                kelengkapan=["Kartu keluarga", "Foto rumah tampak depan"] if penuh else [],
                keterangan="Foto rumah bagian dalam menyusul." if penuh else "",
            ),
            [penanda("Petugas penerima", "Dwi Lestari", wajib=False)] if penuh else [],
        ),
    }


def _ba_musyawarah(penuh: bool) -> Naskah:
    saksi = [
        penanda(f"Ketua RT {i:03d}", f"Saksi Contoh {i:02d}", wajib=False, letak="saksi", keterangan="Ketua RT")
        for i in range(1, 13)
    ]
    tahu = penanda("Kepala Desa Slawi Kulon", "Slamet Riyadi, S.Sos.", letak="mengetahui")
    if not penuh:
        isi = k.BaMusyawarah(
            **_dasar(),
            acara=acara(penuh=False),
            dasar_hukum=[],
            per_unsur=unsur(penuh=False),
            kuorum=k.Kuorum(diundang=5, hadir=4, syarat_persen=66.67, tercapai=True),
            putusan=PUTUSAN_NOL,
        )
        return isi, [PIMPINAN, NOTULIS, tahu]
    isi = k.BaMusyawarah(
        **_dasar(),
        acara=acara(penuh=True),
        dasar_hukum=HUKUM,
        per_unsur=unsur(penuh=True),
        kuorum=k.Kuorum(
            diundang=45, hadir=37, syarat_persen=90, tercapai=False, alasan="Sebagian Ketua RT menghadiri hajatan"
        ),
        putusan=PUTUSAN,
        padanan=[k.Angka(label="Padan", jumlah=140), k.Angka(label="Tidak ditemukan", jumlah=6)],
        ditunda=publik(5, alasan="Foto rumah belum ada"),
        ditolak=publik(3, alasan="Sudah mampu"),
        perangkat=publik(4),
        cara_keputusan="suara_terbanyak",
        keberatan="Ketua RT 003 meminta tiga nama ditinjau ulang.",
        catatan="Musyawarah dihadiri petugas kecamatan sebagai peninjau.",
        diumumkan_sampai=dt.date(2026, 11, 19),
        tempat_pengumuman="papan pengumuman Kantor Desa",
        operator="Dwi Lestari",
        rangkap=4,
        sumber="salinan",
        asli="pindaian 4 halaman yang diunggah 12 November 2026 pukul 10.00 WIB, sidik SHA-256 " + "a1" * 32,
        forum=publik(3, "Disepakati"),
        daftar_keberatan=[
            k.BarisKeberatan(siapa="Ketua RT 003", tentang="Warga Satu", isi="Rumahnya permanen.", hasil="Ditunda."),
            k.BarisKeberatan(siapa="Tokoh agama", isi="Waktu pembahasan terlalu singkat."),
        ],
    )
    return isi, [PIMPINAN, NOTULIS, tahu, *saksi]


def _ba_telaah(penuh: bool) -> Naskah:
    butir = ["Berita acara lengkap dan bertanda tangan", "Daftar hadir dan kuorum", "Foto musyawarah", "NIK wajar"] * 3
    paket = [
        k.PaketTelaah(
            desa=f"Desa Contoh {i}",
            nomor=f"USL/33.28.10.20{i:02d}/2026-11/1",
            periode="2026-11",
            hitungan=PUTUSAN,
            jawaban=[
                k.JawabanTelaah(uraian=b, hasil=("ya", "nihil", "tidak")[j % 3], catatan="Sesuai" if j % 2 else "")
                for j, b in enumerate(butir)
            ],
            rekomendasi="Memenuhi syarat untuk diteruskan" if i % 2 else "Diteruskan dengan catatan",
            dasar="musyawarah",
            versi=i,
        )
        for i in range(1, 6 if penuh else 2)
    ]
    isi = k.BaTelaah(
        **_dasar(KECAMATAN, KOP_KECAMATAN),
        dasar_hukum=HUKUM if penuh else [],
        paket=paket,
        tempat="Kantor Kecamatan Slawi",
        catatan="Dua desa diminta melengkapi foto pada periode berikutnya." if penuh else "",
        tembusan=["Kepala Dinas Sosial Kabupaten Tegal"] if penuh else [],
    )
    camat = penanda("Camat Slawi", "Bambang Sutejo, S.STP.", "telaah", unit_kode="33.28.10", nip="197805122000031002")
    tim = [
        penanda("Kepala Seksi Kesejahteraan Sosial", "Rina Marlina, S.E.", "telaah", letak="tim", keterangan=kata,
                wajib=False, unit_kode="33.28.10")
        for kata in ("Ketua", "Sekretaris", "Anggota")
    ]  # fmt: skip
    return isi, [*tim, penanda("Camat Slawi", camat.nama, "telaah", nip=camat.nip, letak="mengetahui")] if penuh else [
        camat
    ]


def _ba_verval(penuh: bool) -> Naskah:
    paket = [
        k.PaketVerval(
            kecamatan=f"Kecamatan {'Adiwerna' if i > 3 else 'Slawi'}",
            desa=f"Desa Contoh {i % 3}",
            nomor=f"USL/33.28.1{i // 4}.20{i:02d}/2026-1{i % 2}/{i}",
            periode=f"2026-1{i % 2}",
            nama=[
                k.NamaVerval(
                    baris=b,
                    hasil="layak" if j % 4 else "tidak_layak",
                    alasan="" if j % 4 else "Sudah mampu menurut hasil kunjungan lapangan",
                )
                for j, b in enumerate(nama(25))
            ],
            dikembalikan=i % 3,
            keterangan="terlambat" if i == 2 else "",
        )
        for i in range(1, 8)
    ]
    if not penuh:
        paket = [
            k.PaketVerval(kecamatan="Kecamatan Slawi", desa="Desa Satu", nomor="USL/1", periode="2026-11", nama=[])
        ]
    isi = k.BaVerval(
        **_dasar(KABUPATEN, KOP_DINSOS),
        dasar_hukum=HUKUM if penuh else [],
        paket=paket,
        tempat="Kantor Dinas Sosial Kabupaten Tegal",
        rujukan=[k.Rujukan(judul="Berita Acara Telaah Kecamatan Slawi", nomor="400.9/3", tanggal=HARI)]
        if penuh
        else [],
        padanan=[k.Angka(label="Padan", jumlah=170), k.Angka(label="Tidak ditemukan", jumlah=5)] if penuh else [],
        uji_petik=[k.Angka(label="Dikunjungi", jumlah=18), k.Angka(label="Sesuai", jumlah=17)] if penuh else [],
        pembebasan=["Paket USL/1: jaringan Disdukcapil terputus sejak 10 November 2026."] if penuh else [],
        kesimpulan=["Dua desa perlu pendampingan pengisian."] if penuh else [],
    )
    kadin = penanda("Kepala Dinas Sosial Kabupaten Tegal", "Dra. Nurhayati, M.M.", "verval", unit_kode="33.28",
                    nip="196901011994032001")  # fmt: skip
    return isi, [penanda("Ketua Tim Verifikasi", "Agus Salim", "verval", wajib=False, unit_kode="33.28"), kadin]


def _surat_pengesahan(penuh: bool) -> Naskah:
    jenis = {"tambah": "Usul tambah", "hapus": "Usul hapus"}
    if penuh:
        jenis |= {"perbaikan": "Perbaikan data", "bansos_pkh": "PKH", "bansos_bpnt": "BPNT/Sembako",
                  "bansos_pbi": "PBI-JK",
                  "atensi_yapi": "ATENSI YAPI"}  # fmt: skip
    paket = [
        k.PaketDisahkan(
            kecamatan=f"Kecamatan {('Slawi', 'Adiwerna', 'Dukuhturi')[i % 3]}",
            desa=f"Desa Contoh {i:02d}",
            nomor=f"USL/33.28.1{i % 3}.20{i:02d}/2026-11/1",
            periode="2026-11",
            jumlah={kode: (i * 7 + n) % 13 for n, kode in enumerate(jenis)},
        )
        for i in range(1, 41 if penuh else 2)
    ]
    isi = k.SuratPengesahan(
        **_dasar(KABUPATEN, KOP_BUPATI),
        pejabat="Bupati Tegal",
        dasar_hukum=HUKUM if penuh else [],
        rujukan=[k.Rujukan(judul="Berita Acara Verifikasi dan Validasi", nomor="400.9/7", tanggal=HARI)]
        if penuh
        else [],
        jenis=jenis,
        paket=paket,
        tembusan=["Gubernur Jawa Tengah", "Menteri Sosial Republik Indonesia"] if penuh else [],
    )
    bupati = penanda("Bupati Tegal", "Hj. Nama Contoh", "pengesahan", unit_kode="33.28")
    kadin = penanda("Kepala Dinas Sosial", "Dra. Nurhayati, M.M.", "pengesahan", unit_kode="33.28", awalan="Plt.",
                    atas_nama="Bupati Tegal", untuk_beliau="Sekretaris Daerah", nip="196901011994032001",
                    pangkat="Pembina Utama Muda")  # fmt: skip
    return isi, [kadin if penuh else bupati]


def _kecamatan(penuh: bool, jenis: list[str]) -> list[k.HasilKecamatan]:
    """Rows of the report: 18 kecamatan, one of them silent; at least one."""
    nama_kec = ("Slawi", "Adiwerna", "Dukuhturi", "Balapulang", "Kedungbanteng", "Pangkah")
    return [
        k.HasilKecamatan(
            kecamatan=nama_kec[i % 6] + (f" {i // 6 + 1}" if i > 5 else ""),
            desa=14 + i % 9,
            desa_lapor=0 if penuh and i == 4 else 1 + i % 9,
            desa_nihil=i % 4,
            paket=0 if penuh and i == 4 else 2 + i % 9,
            layak={} if penuh and i == 4 else {j: (i * 11 + n * 5) % 140 for n, j in enumerate(jenis)},
            tidak_layak={} if penuh and i == 4 else {j: (i * 3 + n) % 9 for n, j in enumerate(jenis)},
        )
        for i in range(18 if penuh else 1)
    ]


def _gubernur(jenis: JenisDokumen, penuh: bool) -> Naskah:
    kode = {"tambah": "Usul tambah", "hapus": "Usul hapus"}
    if penuh:
        kode |= {"perbaikan": "Perbaikan data", "bansos_pkh": "PKH", "bansos_bpnt": "BPNT/Sembako",
                 "bansos_pbi": "PBI-JK", "atensi_yapi": "ATENSI YAPI"}  # fmt: skip
    kec = _kecamatan(penuh, list(kode))
    dinilai, layak = sum(r.dinilai for r in kec), sum(r.jumlah_layak for r in kec)
    sah = [k.Rujukan(judul="Surat pengesahan", nomor=f"400.9/{n:03d}/33.28/XI/2026", tanggal=HARI) for n in (7, 12)]
    umum = {**_dasar(KABUPATEN, KOP_BUPATI), "pejabat": "Bupati Tegal", "pengesahan": sah[: 2 if penuh else 1]}
    bupati = penanda("Bupati Tegal", "Hj. Nama Contoh", "laporan", unit_kode="33.28")
    if jenis is JenisDokumen.PENGANTAR_GUBERNUR:
        surat = k.PengantarGubernur(
            **umum,
            tujuan=["Gubernur Jawa Tengah", "u.p. Kepala Dinas Sosial Provinsi Jawa Tengah"],
            di="Tempat",
            hasil=[k.Angka(label=t, jumlah=sum(r.layak.get(j, 0) for r in kec)) for j, t in kode.items()],
            tidak_layak=dinilai - layak,
            paket=sum(r.paket for r in kec),
            desa=sum(r.desa_lapor for r in kec),
            kecamatan=sum(1 for r in kec if r.paket),
            tembusan=["Kepala Dinas Sosial Provinsi Jawa Tengah", "Kepala Badan Pusat Statistik Kabupaten Tegal"]
            if penuh
            else [],
        )
        return surat, [bupati]
    lepas = 4 if penuh else 0
    isi = k.LaporanGubernur(
        **umum,
        pengantar=k.Rujukan(judul="Surat Bupati Tegal", nomor="400.9/021/2004/XI/2026", tanggal=HARI),
        dasar_hukum=HUKUM if penuh else [],
        jenis=kode,
        kecamatan=kec,
        padanan=[k.Angka(label="Padan", jumlah=dinilai - lepas), k.Angka(label="Tidak ditemukan", jumlah=lepas)],
        padan=dinilai - lepas,
        jawaban=[k.Angka(label="Belum diisi di SIKS-NG", jumlah=layak - lepas)]
        + [k.Angka(label="Diterima pusat", jumlah=lepas)],
        pengaduan=k.PengaduanLaporan(masuk=37, selesai=31) if penuh else None,
        kendala=["Jaringan di tiga desa pegunungan terputus selama dua minggu, sehingga usulannya disahkan kemudian.",
                 "Sebagian warga belum memiliki akta kematian anggota keluarganya."] if penuh else [],
        tindak_lanjut=["Rapat koordinasi bulanan dengan Disdukcapil dan DPMD.", "Pendampingan pengisian di tiga desa."]
        if penuh
        else [],
    )  # fmt: skip
    return isi, [bupati]


def contoh(jenis: JenisDokumen, *, penuh: bool) -> Naskah:
    """Content and signers of one kind."""
    khusus = {
        JenisDokumen.BA_MUSYAWARAH: _ba_musyawarah,
        JenisDokumen.BA_TELAAH: _ba_telaah,
        JenisDokumen.BA_VERVAL: _ba_verval,
        JenisDokumen.SURAT_PENGESAHAN: _surat_pengesahan,
    }
    if jenis in (JenisDokumen.PENGANTAR_GUBERNUR, JenisDokumen.LAPORAN_GUBERNUR):
        return _gubernur(jenis, penuh)
    return khusus[jenis](penuh) if jenis in khusus else _desa(penuh)[jenis]


BERNOMOR = frozenset(JenisDokumen) - {
    JenisDokumen.DAFTAR_HADIR_KOSONG,
    JenisDokumen.DAFTAR_HADIR,
    JenisDokumen.DAFTAR_USULAN_AWAL,
    JenisDokumen.NOTULEN,
    JenisDokumen.LAMPIRAN,
    JenisDokumen.TANDA_TERIMA,
    JenisDokumen.LEMBAR_UJI,
    JenisDokumen.FORMULIR_USULAN,
    JenisDokumen.LAPORAN_GUBERNUR,
}


def kepala(jenis: JenisDokumen, *, kertas: str = "F4_215", nomor: str = "400.9/021/2004/XI/2026") -> k.Kepala:
    """What the issue adds."""
    bernomor = jenis in BERNOMOR
    return k.Kepala(
        jenis=jenis,
        judul=JUDUL_DOKUMEN[jenis],
        nomor=nomor if bernomor else "",
        kode="7Q2K9M4XT0BD",
        tanggal=HARI,
        kertas=kertas,
        bernomor=bernomor,
    )
