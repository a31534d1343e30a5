"""May an auditor examine what the letter of assignment names, nothing else, and is every look remembered?"""

import datetime as dt
import hashlib
import io
import json
import zipfile
from importlib import import_module

import pabrik
import pytest
import sqlalchemy as sa

from app.domain.akses import keamanan
from app.domain.akses.models import Penugasan
from app.domain.akses.peran import Peran
from app.domain.dokumen.models import Dokumen
from app.domain.laporan import operations, queries_berkas, queries_temuan
from app.domain.laporan.models import BerkasPemeriksaan
from app.domain.laporan.temuan import Daftar
from app.domain.rapat.models import Rapat
from app.domain.registri import operations as registri
from app.domain.registri import queries as queries_registri
from app.domain.registri.models import Warga
from app.domain.usulan.models import Paket, Usulan
from app.domain.usulan.status import Dasar, Sifat, StatusPaket
from app.infra import audit, clock, jobs, sheets
from app.infra.audit import Audit, AuditIsi
from app.infra.db import db
from app.infra.galat import GalatIsian, TidakAda, TidakBoleh
from app.worker.kerja import KERJA

SURAT = {"nomor_sk": "700/1/2026", "tanggal_sk": dt.date(2026, 11, 1), "selesai": dt.date(2026, 12, 31)}


def _pengguna(wilayah=pabrik.KECAMATAN, awal="2026-10", akhir="2026-11"):
    return pabrik.pengguna(Peran.AUDITOR, wilayah, periode_awal=awal, periode_akhir=akhir, **SURAT)


def _auditor(*a, **k):
    p = _pengguna(*a, **k)
    t = db.session.scalars(sa.select(Penugasan).where(Penugasan.pengguna_id == p.id)).one()
    pelaku = pabrik.pelaku(p)
    return type(pelaku)(
        pengguna_id=p.id,
        penugasan_id=t.id,
        nama=p.nama,
        peran=Peran.AUDITOR,
        wilayah=t.wilayah_kode,
        wilayah_nama=pelaku.wilayah_nama,
        periode_awal=t.periode_awal,
        periode_akhir=t.periode_akhir,
    )


def _paket(periode="2026-11", wilayah=pabrik.DESA, urut=1, **lain):
    oleh = lain.pop("oleh", None) or pabrik.orang(Peran.OPERATOR_DESA, wilayah)
    p = Paket(
        nomor=f"USL/{wilayah}/{periode}/{urut}",
        wilayah_kode=wilayah,
        periode=periode,
        urut=urut,
        status=lain.pop("status", StatusPaket.DIAJUKAN),
        dibuat_oleh=oleh.pengguna_id,
        **lain,
    )
    db.session.add(p)
    db.session.flush()
    return p


def _fakta(paket, aksi, alasan):
    audit.catat(paket.rantai, [{"aksi": aksi, "objek": paket.rantai, "isi": {"alasan": alasan}}], pengguna_id=None)


def _isi(mana, untuk):
    return [t.nomor for t in queries_temuan.daftar(mana, untuk=untuk)[0]]


def _kerjakan():
    while jobs.kerjakan_satu(KERJA):
        pass


@pytest.mark.parametrize(
    ("mana", "aksi"),
    [
        (Daftar.LAMPAUI, "paket.lampaui_kecamatan"),
        (Daftar.BEBAS_PADANAN, "paket.bebaskan_padanan"),
        (Daftar.SATU_TANGAN, "paket.izinkan_satu_tangan"),
    ],
)
def test_langkah_luar_biasa_terdaftar_dengan_alasannya(app, mana, aksi):
    p = _paket()
    _fakta(p, aksi, "Kecamatan tidak menjawab.")
    _fakta(_paket(urut=2), "paket.ajukan", "biasa")
    (satu,), lagi = queries_temuan.daftar(mana, untuk=_auditor())
    assert (satu.nomor, satu.perihal, satu.desa, lagi) == (
        p.nomor,
        "Kecamatan tidak menjawab.",
        "Desa Slawi Kulon",
        None,
    )


def test_segera_dan_terlambat_terdaftar(app):
    segera = _paket(sifat=Sifat.SEGERA)
    telat = _paket(urut=2, terlambat=True, terlambat_alasan="Listrik padam.")
    auditor = _auditor()
    assert _isi(Daftar.SEGERA, auditor) == [segera.nomor]
    ((satu,), _) = queries_temuan.daftar(Daftar.TERLAMBAT, untuk=auditor)
    assert (satu.nomor, satu.perihal) == (telat.nomor, "Listrik padam.")


def test_sptjm_dua_kali_berturut_terdaftar_juga_bila_yang_pertama_di_luar_periode(app):
    for periode, dasar in (
        ("2026-07", Dasar.SPTJM),
        ("2026-08", Dasar.MUSYAWARAH),
        ("2026-09", Dasar.SPTJM),
        ("2026-10", Dasar.SPTJM),
        ("2026-11", Dasar.MUSYAWARAH),
    ):
        _paket(periode, dasar=dasar)
    _paket("2026-09", pabrik.KELURAHAN, dasar=Dasar.SPTJM, status=StatusPaket.DIBATALKAN)
    _paket("2026-10", pabrik.KELURAHAN, dasar=Dasar.SPTJM)
    ((satu,), _) = queries_temuan.daftar(Daftar.SPTJM, untuk=_auditor())
    assert (satu.periode, satu.desa) == ("2026-10", "Desa Slawi Kulon")
    assert "September 2026" in satu.perihal


def test_naskah_bertanggal_mundur_terdaftar_menurut_hari_setempat(app, jam):
    desa = pabrik.Desa()
    jam(dt.datetime(2026, 11, 9, 18, 0, tzinfo=dt.UTC))  # already 10 November in the village
    desa.siap_musyawarah()
    auditor = _auditor()
    assert _isi(Daftar.MUNDUR, auditor) == []
    dokumen = db.session.scalars(sa.select(Dokumen).order_by(Dokumen.id)).first()
    dokumen.tanggal = dt.date(2026, 11, 7)
    db.session.flush()
    ((satu,), _) = queries_temuan.daftar(Daftar.MUNDUR, untuk=auditor)
    assert "7 November 2026, 3 hari sebelum dicatat" in satu.perihal


@pytest.mark.parametrize(("hari", "perihal"), [(7, ["Musyawarah 7 November 2026, 3 hari sebelum dicatat."]), (9, [])])
def test_musyawarah_yang_dicatat_lebih_dari_sehari_kemudian_disebut(app, hari, perihal):
    db.session.get_one(Rapat, pabrik.Desa().siap_diajukan().rapat_id).tanggal = dt.date(2026, 11, hari)
    db.session.flush()
    baris, _ = queries_temuan.daftar(Daftar.MUNDUR, untuk=_auditor())
    assert [b.perihal for b in baris] == perihal


def test_daftar_berhalaman_dengan_kunci_dan_dihitung_dalam_satu_perintah(app):
    for i in range(1, 31):
        _paket(urut=i, sifat=Sifat.SEGERA)
    auditor = _auditor()
    awal, lagi = queries_temuan.daftar(Daftar.SEGERA, untuk=auditor)
    sisa, habis = queries_temuan.daftar(Daftar.SEGERA, untuk=auditor, sebelum=lagi)
    assert (len(awal), len(sisa), habis) == (25, 5, None)
    assert not {t.id for t in awal} & {t.id for t in sisa}
    assert queries_temuan.jumlah(untuk=auditor)[Daftar.SEGERA] == 30


def test_di_luar_wilayah_atau_periode_tidak_terlihat_di_daftar_mana_pun(app):
    milik = _paket(sifat=Sifat.SEGERA)
    _paket("2026-12", sifat=Sifat.SEGERA)
    _paket("2026-09", sifat=Sifat.SEGERA)
    _paket(wilayah=pabrik.DESA_LAIN, sifat=Sifat.SEGERA)
    assert _isi(Daftar.SEGERA, _auditor()) == [milik.nomor]


@pytest.mark.parametrize("peran", [p for p in Peran if p is not Peran.AUDITOR])
def test_selain_auditor_tidak_ada_yang_memeriksa(app, peran):
    oleh = pabrik.orang(peran, pabrik.KABUPATEN if peran is Peran.PENGAMAT else pabrik.DESA)
    paket = _paket()
    for tanya in (
        lambda: queries_temuan.jumlah(untuk=oleh),
        lambda: queries_temuan.daftar(Daftar.SEGERA, untuk=oleh),
        lambda: queries_berkas.paket(paket.id, untuk=oleh),
        lambda: queries_berkas.baris_audit(paket.id, untuk=oleh),
        lambda: queries_berkas.berkas_saya(untuk=oleh),
    ):
        with pytest.raises(TidakBoleh):
            tanya()


@pytest.fixture
def diperiksa(app, klien):
    """A submitted packet, an auditor who is signed in, and a packet of a month outside the assignment."""
    desa = pabrik.Desa()
    paket = desa.diajukan()
    luar = _paket("2026-12")
    p = _pengguna()
    db.session.commit()
    nomor, nomor_luar = paket.id, luar.id
    _kerjakan()
    klien.masuk(p)
    return klien, nomor, nomor_luar, p


def test_setiap_halaman_auditor_terbuka_dan_tercatat(diperiksa):
    klien, paket, _, p = diperiksa
    usulan, dokumen = db.session.scalar(sa.select(Usulan.id)), db.session.scalar(sa.select(Dokumen.id))
    for alamat in (
        "/pemeriksaan",
        "/pemeriksaan/paket",
        f"/pemeriksaan/paket/{paket}",
        f"/paket/{paket}",
        f"/paket/{paket}/riwayat",
        f"/usulan/{usulan}",
        f"/dokumen/{dokumen}",
        *(f"/pemeriksaan/daftar/{d.value}" for d in Daftar),
    ):
        assert klien.get(alamat).status_code == 200, alamat
    penugasan = db.session.scalar(sa.select(Penugasan.id).where(Penugasan.pengguna_id == p.id))
    rantai = keamanan.rantai_pemeriksaan(penugasan)
    tanya = sa.select(Audit.objek).where(Audit.rantai == rantai, Audit.aksi == keamanan.DILIHAT)
    dilihat = db.session.scalars(tanya.order_by(Audit.id)).all()
    assert [f"paket:{paket}", f"paket:{paket}", f"paket:{paket}", f"usulan:{usulan}", f"dokumen:{dokumen}"] == dilihat[
        2:7
    ]
    assert len(dilihat) == 7 + len(Daftar)
    assert audit.periksa() is None


def test_paket_usulan_dan_naskah_di_luar_periode_tidak_ada_bagi_auditor(diperiksa):
    klien, paket, luar, p = diperiksa
    usulan, dokumen = db.session.scalar(sa.select(Usulan.id)), db.session.scalar(sa.select(Dokumen.id))
    db.session.execute(sa.update(Penugasan).where(Penugasan.pengguna_id == p.id).values(periode_akhir="2026-10"))
    db.session.commit()
    for alamat in (
        f"/pemeriksaan/paket/{paket}",
        f"/pemeriksaan/paket/{luar}",
        f"/paket/{paket}",
        f"/usulan/{usulan}",
        f"/dokumen/{dokumen}",
        f"/dokumen/{dokumen}/berkas",
    ):
        assert klien.get(alamat).status_code == 404, alamat
    assert klien.post(f"/pemeriksaan/paket/{paket}/berkas").status_code == 404
    assert klien.post(f"/pemeriksaan/paket/{paket}/nomor", {"alasan": "Temuan 3"}).status_code == 404
    assert f'"/paket/{paket}"' not in klien.get("/paket").text


def test_sesudah_penugasan_berakhir_auditor_tidak_melihat_apa_pun(diperiksa, jam):
    klien, paket, _, _ = diperiksa
    jam(dt.timedelta(days=60))
    assert klien.get(f"/pemeriksaan/paket/{paket}").status_code in (302, 303)


def test_pengamat_tidak_melihat_pindaian_atau_baris_audit(diperiksa, klien):
    _, paket, _, _ = diperiksa
    dokumen = db.session.scalar(sa.select(Dokumen.id))
    pengamat = pabrik.pengguna(Peran.PENGAMAT, pabrik.KABUPATEN)
    db.session.commit()
    klien.masuk(pengamat)
    assert klien.get("/pemeriksaan").status_code == 403
    assert klien.get(f"/pemeriksaan/paket/{paket}").status_code == 403
    assert klien.get(f"/dokumen/{dokumen}").status_code == 404
    assert klien.get(f"/paket/{paket}/riwayat?semua=1").status_code == 403
    assert "/rapat/" not in klien.get(f"/paket/{paket}").text
    assert "semua=1" not in klien.get(f"/paket/{paket}/riwayat").text


def test_nik_ditampilkan_dengan_alasan_dan_tercatat_di_dua_rantai(diperiksa):
    klien, paket, _, _ = diperiksa
    nik = db.session.scalars(sa.select(Warga.nik).join(Usulan, Usulan.warga_id == Warga.id)).all()
    halaman = klien.get(f"/pemeriksaan/paket/{paket}").text
    assert not any(n in halaman for n in nik)
    assert klien.post(f"/pemeriksaan/paket/{paket}/nomor", {"alasan": "  "}).status_code == 422
    assert not db.session.scalars(sa.select(Audit).where(Audit.aksi == "registri.buka_nik")).all()
    jawaban = klien.post(f"/pemeriksaan/paket/{paket}/nomor", {"alasan": "Temuan 3"})
    assert jawaban.status_code == 200
    assert all(n in jawaban.text for n in nik)
    fakta = db.session.execute(
        sa.select(Audit.rantai, AuditIsi.isi).join(AuditIsi).where(Audit.aksi == "registri.buka_nik").order_by(Audit.id)
    ).all()
    assert [r.rantai.partition(":")[0] for r in fakta] == ["paket", "pemeriksaan"]
    assert all(r.isi["alasan"] == "Temuan 3" and len(r.isi["usulan"]) == len(nik) for r in fakta)


def test_nik_satu_orang_saja(diperiksa):
    klien, paket, _, _ = diperiksa
    (satu, lain) = db.session.execute(sa.select(Usulan.id, Warga.nik).join(Warga, Usulan.warga_id == Warga.id)).all()
    teks = klien.post(f"/pemeriksaan/paket/{paket}/nomor", {"alasan": "Temuan 3", "usulan": str(satu.id)}).text
    assert satu.nik in teks
    assert lain.nik not in teks


def test_registri_hanya_keluarga_yang_diusulkan_dalam_periode_dan_nik_tidak_lewat_sana(app):
    desa = pabrik.Desa()
    diusulkan = pabrik.warga(pabrik.keluarga(), "SITI DIUSULKAN")
    pabrik.warga(pabrik.keluarga(), "SITI LAIN")
    pabrik.usulan(desa.paket(0), desa.operator, w=diusulkan)
    auditor = _auditor()
    assert [b.nama for b in queries_registri.cari("siti", untuk=auditor).baris] == ["SITI DIUSULKAN"]
    assert [k.id for k in queries_registri.daftar_keluarga(untuk=auditor).baris] == [diusulkan.keluarga_id]
    with pytest.raises(TidakBoleh, match="halaman pemeriksaan"):
        registri.buka_nik(diusulkan.id, oleh=auditor)
    with pytest.raises(TidakAda):
        queries_registri.keluarga(diusulkan.keluarga_id, untuk=_auditor(awal="2026-12", akhir="2026-12"))


def test_berkas_paket_memuat_naskah_pindaian_dan_rantai_yang_dapat_dihitung_ulang(diperiksa):
    klien, paket, _, _ = diperiksa
    klien.get(f"/pemeriksaan/paket/{paket}")
    jawaban = klien.post(f"/pemeriksaan/paket/{paket}/berkas")
    assert jawaban.status_code == 303
    assert "Berkas sedang disusun" in klien.get(jawaban.location).text
    assert klien.get(f"{jawaban.location}/unduhan").status_code == 404
    _kerjakan()
    assert klien.get(f"{jawaban.location}/kemajuan").status_code == 286
    unduhan = klien.get(f"{jawaban.location}/unduhan")
    with zipfile.ZipFile(io.BytesIO(unduhan.data)) as arsip:
        manifes = json.loads(arsip.read("manifes.json"))
        nama = {b["nama"]: b["sha256"] for b in manifes["berkas"]}
        assert {*nama, "manifes.json"} == set(arsip.namelist())
        assert all(hashlib.sha256(arsip.read(n)).hexdigest() == s for n, s in nama.items())
        rantai = next(n for n in nama if n.endswith("rantai.txt"))
        baris = arsip.read(rantai).decode().splitlines()
    assert any("/naskah/" in n for n in nama)
    assert any("/pindaian/" in n for n in nama)
    kepala = audit.AWAL
    for b in baris:
        tertulis, teks = b.split("\t", 1)
        kepala = hashlib.sha256(f"{kepala}\n{teks}".encode()).hexdigest()
        assert kepala == tertulis
    assert (manifes["rantai"][0]["kepala"], manifes["rantai"][0]["utuh"]) == (kepala, True)
    assert manifes["surat_tugas"]["nomor"] == "700/1/2026"
    diunduh = sa.select(sa.func.count()).where(Audit.ke == "pemeriksaan.unduh")
    assert db.session.scalar(diunduh) == 1


def test_berkas_desa_periode_dan_yang_di_luar_ditolak(diperiksa):
    klien, _, _, _ = diperiksa
    teks = klien.get("/pemeriksaan").text
    assert f'<option value="{pabrik.DESA}"' in teks
    assert '<option value="2026-11"' in teks
    assert pabrik.DESA_LAIN not in teks
    jawaban = klien.post("/pemeriksaan/desa", {"wilayah": pabrik.DESA, "periode": "2026-11"})
    assert jawaban.status_code == 303
    _kerjakan()
    assert "Siap diunduh" in klien.get("/pemeriksaan").text
    for wilayah, periode in ((pabrik.DESA, "2026-12"), (pabrik.DESA_LAIN, "2026-11"), ("x", "")):
        ditolak = klien.post("/pemeriksaan/desa", {"wilayah": wilayah, "periode": periode})
        assert ditolak.status_code == 422
        assert "Tidak ada paket desa dan periode itu" in ditolak.text


def test_berkas_orang_lain_tidak_ada_bagi_auditor_lain(diperiksa):
    klien, paket, _, _ = diperiksa
    klien.get(f"/pemeriksaan/paket/{paket}")
    alamat = klien.post(f"/pemeriksaan/paket/{paket}/berkas").location
    _kerjakan()
    lain = _pengguna()
    db.session.commit()
    klien.masuk(lain)
    assert klien.get(alamat).status_code == 404
    assert klien.get(f"{alamat}/unduhan").status_code == 404


def test_berkas_yang_baru_dikerjakan_sesudah_penugasan_berakhir_tidak_dibuat(diperiksa, jam):
    klien, paket, _, p = diperiksa
    klien.get(f"/pemeriksaan/paket/{paket}")
    klien.post(f"/pemeriksaan/paket/{paket}/berkas")
    db.session.execute(
        sa.update(Penugasan)
        .where(Penugasan.pengguna_id == p.id)
        .values(selesai=clock.hari_ini() - dt.timedelta(days=1))
    )
    db.session.commit()
    _kerjakan()
    b = db.session.scalars(sa.select(BerkasPemeriksaan)).one()
    assert b.sha256 is None
    assert "sudah berakhir" in b.galat


def test_daftar_diunduh_sebagai_teks_tanpa_rumus_dan_tercatat(app, klien):
    _paket(terlambat=True, terlambat_alasan='=HYPERLINK("http://contoh";"klik")')
    p = _pengguna()
    db.session.commit()
    klien.masuk(p)
    klien.get("/pemeriksaan/daftar/terlambat")
    jawaban = klien.post("/pemeriksaan/daftar/terlambat/unduhan")
    assert jawaban.status_code == 200
    semua = [b.sel for b in sheets.baca(jawaban.data)]
    assert semua[1][5].startswith("=HYPERLINK")
    with zipfile.ZipFile(io.BytesIO(jawaban.data)) as buku:
        assert b"<f>" not in buku.read("xl/worksheets/sheet1.xml")
    assert db.session.scalar(sa.select(Audit.objek).where(Audit.aksi == "pemeriksaan.unduh")) == "daftar:terlambat"
    assert klien.get("/pemeriksaan/daftar/tidak-ada").status_code == 404


def test_daftar_panjang_dikerjakan_pekerja(app, klien, monkeypatch):
    for i in range(1, 4):
        _paket(urut=i, terlambat=True)
    p = _pengguna()
    db.session.commit()
    monkeypatch.setattr(import_module("app.web.pemeriksaan.routes"), "MAKS_LANGSUNG", 2)
    klien.masuk(p)
    klien.get("/pemeriksaan/daftar/terlambat")
    jawaban = klien.post("/pemeriksaan/daftar/terlambat/unduhan")
    assert jawaban.status_code == 303
    _kerjakan()
    assert len(list(sheets.baca(klien.get(f"{jawaban.location}/unduhan").data))) == 4


def test_auditor_tidak_dapat_mengubah_apa_pun(diperiksa):
    klien, paket, _, _ = diperiksa
    klien.get(f"/paket/{paket}")
    for alamat in (f"/paket/{paket}/pengembalian", f"/paket/{paket}/penerusan", f"/paket/{paket}/penarikan-kembali"):
        assert klien.post(alamat, {"versi": 1, "alasan": "coba"}).status_code in (403, 404), alamat
    assert db.session.scalar(sa.select(Paket.status).where(Paket.id == paket)) == "diajukan"


def test_penugasan_auditor_memerlukan_surat_akhir_dan_periode(app, klien):
    admin, calon = pabrik.pengguna(Peran.ADMIN, pabrik.KABUPATEN), pabrik.pengguna(Peran.PENGAMAT, pabrik.KABUPATEN)
    db.session.commit()
    nomor = calon.id
    klien.masuk(admin)
    klien.get(f"/admin/pengguna/{nomor}/penugasan?peran=auditor&q=Slawi")
    isi = {
        "peran": "auditor",
        "q": "Slawi",
        "kode_wilayah": pabrik.KECAMATAN,
        "mulai": "2026-11-01",
        "sebutan": "definitif",
    }
    kurang = klien.post(f"/admin/pengguna/{nomor}/penugasan", isi)
    assert kurang.status_code == 422
    for kalimat in (
        "nomor surat tugas",
        "Penugasan auditor harus berakhir",
        "Isi tahun dan bulan yang boleh diperiksa",
    ):
        assert kalimat in kurang.text
    isi |= {
        "selesai": "2026-12-31",
        "nomor_sk": "700/1",
        "tanggal_sk": "2026-11-01",
        "periode_awal": "2026-01",
        "periode_akhir": "2026-11",
    }
    assert klien.post(f"/admin/pengguna/{nomor}/penugasan", isi).status_code == 303
    t = db.session.scalars(sa.select(Penugasan).where(Penugasan.peran == Peran.AUDITOR)).one()
    assert (t.periode_awal, t.periode_akhir) == ("2026-01", "2026-11")


def test_terlalu_banyak_paket_diminta_satu_per_satu(app):
    oleh = pabrik.orang(Peran.OPERATOR_DESA)
    for i in range(1, 43):
        _paket(urut=i, oleh=oleh)
    auditor = _auditor()
    with pytest.raises(GalatIsian, match="per paket"):
        operations.ids_paket(pabrik.DESA, "2026-11", oleh=auditor)


def test_setiap_halaman_pemeriksaan_paling_banyak_sepuluh_perintah(diperiksa):
    """What the page asks; that the look is written down afterwards is counted apart."""
    klien, paket, _, _ = diperiksa
    perintah = []

    def hitung(_k, _c, teks, *_lain):
        perintah.append(teks)

    sa.event.listen(db.engine, "before_cursor_execute", hitung)
    try:
        alamat = (
            "/pemeriksaan",
            "/pemeriksaan/paket",
            f"/pemeriksaan/paket/{paket}",
            "/pemeriksaan/daftar/sptjm-berturut",
        )
        for satu in alamat:
            klien.get(satu)
            perintah.clear()
            assert klien.get(satu).status_code == 200
            baca = [t for t in perintah if t.lstrip().startswith(("SELECT", "WITH")) and "audit_kepala" not in t]
            assert len(baca) <= 10, (satu, baca)
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", hitung)


def test_penolakan_dan_gagal_masuk_petugas_wilayah_sendiri_terlihat_auditor(diperiksa, jam):
    klien, _, _, auditor = diperiksa
    milik, luar = pabrik.pengguna(Peran.OPERATOR_DESA), pabrik.pengguna(Peran.OPERATOR_DESA, pabrik.DESA_LAIN)
    db.session.commit()
    nama = (milik.nama, luar.nama)
    for orang in (milik, luar):
        klien.masuk(orang)
        assert klien.get("/pemeriksaan/penolakan").status_code == 403
    klien.get("/masuk")
    klien.http.post("/keluar")
    klien.get("/masuk")
    klien.post("/masuk", {"nama_pengguna": milik.nama_pengguna, "sandi": "salah"})
    klien.masuk(auditor)
    teks = klien.get("/pemeriksaan/penolakan").text
    assert nama[0] in teks
    assert nama[1] not in teks
    assert "Ditolak karena wewenang" in teks
    assert "Gagal masuk" in teks
