"""Does Dinas Sosial judge many names at once, each on its own merits?"""

import re

import pabrik
import pytest
import sqlalchemy as sa
from pabrik_bundel import Kabupaten
from sqlalchemy import event

from app.domain.akses.peran import Peran
from app.domain.registri.models import Kepesertaan
from app.domain.usulan import operations as op_paket
from app.domain.usulan import operations_usulan as opu
from app.domain.usulan import queries_usulan
from app.domain.usulan.models import Paket, Usulan
from app.domain.usulan.perhatian import perhatian
from app.domain.usulan.status import StatusSiks, StatusUsulan
from app.infra import audit
from app.infra.db import db


@pytest.fixture
def kab(app):
    return Kabupaten()


def isi_dari(halaman, *dipilih, **lain):
    """The form as the browser would send it: every row's version, and what was ticked."""
    versi = dict(re.findall(r'name="(versi\.\d+)" value="(\d+)"', halaman.text))
    return {**versi, "usulan": list(dipilih), **lain}


def status(*ids):
    db.session.rollback()
    return [db.session.get_one(Usulan, i, populate_existing=True).status for i in ids]


def test_banyak_nama_dinilai_layak_sekaligus(kab, masuk):
    ids = [u.id for u in kab.diteruskan(jumlah=3).usulan]
    k = masuk(kab.verifikator)
    halaman = k.get("/verifikasi")
    jawaban = k.post("/verifikasi/penilaian", isi_dari(halaman, *ids[:2], aksi="layak"))
    assert jawaban.status_code == 303
    assert "2 usulan dinilai layak." in k.get(jawaban.location).text
    assert status(*ids) == [StatusUsulan.LAYAK, StatusUsulan.LAYAK, StatusUsulan.DISEPAKATI]
    baris = sa.select(sa.func.count()).where(audit.Audit.aksi == "usulan.nilai_layak")
    assert db.session.scalar(baris) == 2, "one audit row each"


def test_yang_tidak_dapat_dinilai_disebut_dengan_sebabnya_yang_lain_tersimpan(kab, masuk):
    a, b = kab.diteruskan().usulan
    opu.catat_padanan(a, "meninggal", oleh=kab.verifikator, versi=None)
    ids, nama = [a.id, b.id], a.nama
    k = masuk(kab.verifikator)
    jawaban = k.post("/verifikasi/penilaian", isi_dari(k.get("/verifikasi"), *ids, aksi="layak"))
    assert jawaban.status_code == 200
    assert "1 usulan dinilai layak, 1 tidak." in jawaban.text
    assert f">{nama}</a>" in jawaban.text
    assert "Hasil pemadanan “tercatat meninggal”, jadi belum dapat dinilai layak." in jawaban.text
    assert status(*ids) == [StatusUsulan.DISEPAKATI, StatusUsulan.LAYAK]


def test_tidak_layak_perlu_alasan_dan_halaman_menyimpan_centang(kab, masuk):
    ids = [u.id for u in kab.diteruskan().usulan]
    k = masuk(kab.verifikator)
    halaman = k.get("/verifikasi")
    for lain, kalimat in (
        ({}, "Pilih alasan tidak layak dari daftar."),
        ({"alasan_kode": "bukti_tidak_cukup"}, "Alasan “Bukti tidak cukup” perlu dijelaskan."),
    ):
        jawaban = k.post("/verifikasi/penilaian", isi_dari(halaman, ids[0], aksi="tidak_layak", **lain))
        assert jawaban.status_code == 422
        assert kalimat in jawaban.text
        assert re.search(rf'value="{ids[0]}" checked', jawaban.text)
    isi = isi_dari(halaman, ids[0], aksi="tidak_layak", alasan_kode="bukti_tidak_cukup", alasan="Foto rumah lain")
    assert k.post("/verifikasi/penilaian", isi).status_code == 303
    u = db.session.get_one(Usulan, ids[0], populate_existing=True)
    assert (u.status, u.nilai_kode, u.nilai_alasan) == ("tidak_layak", "bukti_tidak_cukup", "Foto rumah lain")
    assert u.dinilai_oleh == kab.verifikator.pengguna_id


def test_satu_baris_dinilai_dan_dibatalkan_dari_barisnya(kab, masuk):
    ids = [u.id for u in kab.diteruskan().usulan]
    k = masuk(kab.verifikator)
    halaman = k.get("/verifikasi")
    isi = isi_dari(halaman, ids[1], aksi=f"layak:{ids[0]}")
    assert k.post("/verifikasi/penilaian", isi).status_code == 303
    assert status(*ids) == [StatusUsulan.LAYAK, StatusUsulan.DISEPAKATI], "a tick elsewhere does not count"
    halaman = k.get("/verifikasi?tampil=sudah")
    assert k.post("/verifikasi/penilaian", isi_dari(halaman, aksi=f"batal:{ids[0]}")).status_code == 303
    assert status(*ids) == [StatusUsulan.DISEPAKATI] * 2


def test_yang_belum_dipadankan_tetap_di_daftar_kerja_walau_sudah_dinilai_layak(kab, masuk):
    satu, dua = kab.diteruskan().usulan
    lain = kab.diteruskan(pabrik.DESA_LAIN)
    opu.nilai(satu, "layak", oleh=kab.verifikator, versi=None)
    opu.catat_padanan(dua, "padan", oleh=kab.verifikator, versi=None)
    opu.nilai(dua, "layak", oleh=kab.verifikator, versi=None)
    satu_id, dua_id, paket_id, lain_id = satu.id, dua.id, satu.paket_id, lain.id
    k = masuk(kab.verifikator)
    teks = k.get(f"/verifikasi?paket={paket_id}").text
    assert f'value="batal:{satu_id}"' in teks, "judged, but the packet still waits for its matching"
    assert f'href="/usulan/{dua_id}"' not in teks
    assert f"/paket/{lain_id}" not in teks, "only the packet asked for"
    assert 'href="/verifikasi"' in teks, "and a way back to all"
    assert f"/paket/{lain_id}" in k.get("/verifikasi").text


def test_kiriman_ganda_tidak_menilai_dua_kali_dan_tidak_mengeluh(kab, masuk):
    a, b = kab.diteruskan().usulan
    opu.catat_padanan(a, "ganda", oleh=kab.verifikator, versi=None)
    ids = [a.id, b.id]
    k = masuk(kab.verifikator)
    isi = isi_dari(k.get("/verifikasi"), *ids, aksi="layak")
    pertama, kedua = k.post("/verifikasi/penilaian", isi), k.post("/verifikasi/penilaian", isi)
    for jawaban in (pertama, kedua):
        assert "1 usulan dinilai layak, 1 tidak." in jawaban.text
    assert db.session.scalar(sa.select(sa.func.count()).where(audit.Audit.aksi == "usulan.nilai_layak")) == 1


def test_baris_usang_tidak_dinilai(kab, masuk):
    a, b = kab.diteruskan().usulan
    ids = [a.id, b.id]
    k = masuk(kab.verifikator)
    isi = isi_dari(k.get("/verifikasi"), *ids, aksi="layak")
    opu.catat_padanan(db.session.get_one(Usulan, ids[0]), "padan_beda_nama", oleh=kab.verifikator, versi=None)
    db.session.commit()
    jawaban = k.post("/verifikasi/penilaian", isi)
    assert "Muat ulang halaman ini" in jawaban.text
    assert status(*ids) == [StatusUsulan.DISEPAKATI, StatusUsulan.LAYAK]


def test_id_wilayah_lain_atau_tidak_ada_ditolak_404_tanpa_menyimpan_apa_pun(kab, masuk):
    milik, asing = kab.diteruskan().usulan[0], kab.diteruskan(pabrik.DESA_LAIN).usulan[0]
    sebagian = pabrik.orang(Peran.VERIFIKATOR_DINSOS, pabrik.KECAMATAN)
    ids = [milik.id, asing.id]
    nama = asing.nama
    k = masuk(sebagian)
    halaman = k.get("/verifikasi")
    assert nama not in halaman.text
    for kedua in (ids[1], 999999):
        isi = isi_dari(halaman, ids[0], kedua, aksi="layak") | {f"versi.{kedua}": "1"}
        jawaban = k.post("/verifikasi/penilaian", isi)
        assert jawaban.status_code == 404
        assert nama not in jawaban.text
    assert status(*ids) == [StatusUsulan.DISEPAKATI] * 2


def test_paket_yang_dikembalikan_tidak_dapat_dinilai_walau_formulirnya_masih_terbuka(kab, masuk):
    paket = kab.diteruskan()
    nomor, ids = paket.id, [u.id for u in paket.usulan]
    k = masuk(kab.verifikator)
    isi = isi_dari(k.get("/verifikasi"), *ids, aksi="layak")
    paket = db.session.get_one(Paket, nomor)
    op_paket.kembalikan(paket, [(None, "ba_tidak_lengkap", "")], oleh=kab.verifikator, versi=paket.versi_baris)
    db.session.commit()
    jawaban = k.post("/verifikasi/penilaian", isi)
    assert jawaban.status_code == 200
    assert "dipegang tingkat lain" in jawaban.text
    assert status(*ids) == [StatusUsulan.DISEPAKATI] * 2


@pytest.mark.parametrize("siapa", ["petugas", "camat", "kadinsos", "bupati"])
def test_hanya_verifikator_yang_menilai(kab, masuk, siapa):
    ids = [u.id for u in kab.diteruskan().usulan]
    k = masuk(getattr(kab, siapa))
    assert k.get("/verifikasi").status_code == 403
    assert k.post("/verifikasi/penilaian", {"usulan": ids, "aksi": "layak"}).status_code == 403
    assert status(*ids) == [StatusUsulan.DISEPAKATI] * 2


def test_hasil_pemadanan_dicatat_untuk_yang_dicentang(kab, masuk):
    ids = [u.id for u in kab.diteruskan().usulan]
    k = masuk(kab.verifikator)
    halaman = k.get("/verifikasi")
    assert k.post("/verifikasi/penilaian", isi_dari(halaman, *ids, aksi="padanan")).status_code == 422
    jawaban = k.post("/verifikasi/penilaian", isi_dari(halaman, *ids, aksi="padanan", hasil_padanan="padan"))
    assert jawaban.status_code == 303
    db.session.rollback()
    assert set(db.session.scalars(sa.select(Usulan.padanan))) == {"padan"}


def test_tanpa_centang_atau_tindakan_asing_ditolak_422(kab, masuk):
    ids = [u.id for u in kab.diteruskan().usulan]
    k = masuk(kab.verifikator)
    halaman = k.get("/verifikasi")
    assert k.post("/verifikasi/penilaian", isi_dari(halaman, aksi="layak")).status_code == 422
    assert k.post("/verifikasi/penilaian", isi_dari(halaman, *ids, aksi="hapus")).status_code == 422


def test_tanda_bahaya_tampil_di_samping_nama(kab, masuk):
    paket = kab.diteruskan(jumlah=3)
    pns, perangkat, kembar = paket.usulan
    pns.warga.pekerjaan = 5
    perangkat.isi = {**perangkat.isi, "hubungan": "anak"}
    kembar.keluarga_id = pns.keluarga_id
    db.session.add(
        Kepesertaan(keluarga_id=perangkat.keluarga_id, daftar="register", status="aktif", mulai=None, selesai=None)
    )
    db.session.flush()
    tanda = {
        i: [t.kode for t in ts] for i, ts in perhatian([u.id for u in paket.usulan], untuk=kab.verifikator).items()
    }
    assert "pekerjaan" in tanda[pns.id]
    assert "keluarga_sama" in tanda[pns.id]
    assert "keluarga_sama" in tanda[kembar.id]
    assert tanda[perangkat.id][0] == "sudah_tercatat", "the gravest first"
    assert "hubungan" in tanda[perangkat.id]
    teks = masuk(kab.verifikator).get("/verifikasi").text
    assert "Hubungan dengan perangkat desa/kelurahan: anak atau menantu." in teks
    assert "Sudah tercatat pada daftar DTSEN." in teks
    assert "Keluarga ini mempunyai 2 usulan yang sedang berjalan." in teks


def test_perhatian_tidak_bocor_ke_wilayah_lain(kab):
    paket = kab.diteruskan()
    assert perhatian([u.id for u in paket.usulan], untuk=kab.petugas_lain) == {}


def test_halaman_paket_menghitung_yang_belum_dan_sudah_dinilai(kab, masuk):
    a, b = kab.diteruskan(jumlah=3), kab.nilai(kab.diteruskan(pabrik.DESA_LAIN), tidak_layak=1)
    opu.nilai(a.usulan[0], "layak", oleh=kab.verifikator, versi=None)
    nomor_a, nomor_b = a.nomor, b.nomor
    teks = masuk(kab.verifikator).get("/verifikasi/paket").text
    baris = dict(zip((nomor_a, nomor_b), (teks[teks.index(n) :][:1500] for n in (nomor_a, nomor_b)), strict=True))

    def angka(n, label):
        return re.search(rf'data-label="{label}"[^>]*><(?:span|a[^>]*)>(\d+)<', baris[n]).group(1)

    assert [angka(nomor_a, x) for x in ("Belum dinilai", "Layak", "Tidak layak")] == ["2", "1", "0"]
    assert [angka(nomor_b, x) for x in ("Belum dinilai", "Layak", "Tidak layak")] == ["0", "1", "1"]


def test_jawaban_pusat_dicatat_sekaligus_dan_paket_dapat_ditutup(kab, masuk):
    paket = kab.disahkan(jumlah=3)
    ids, nomor = [u.id for u in paket.usulan], paket.nomor
    k = masuk(kab.verifikator)
    halaman = k.get("/verifikasi/hasil")
    assert "Dapat ditutup" not in halaman.text
    tanpa = k.post("/verifikasi/hasil/pencatatan", isi_dari(halaman, ids[0], status="ditolak_pusat"))
    assert tanpa.status_code == 422
    assert "Tulis alasan penolakan dari pusat." in tanpa.text
    for pilih, isi in (
        (ids[:1], {"status": "ditolak_pusat", "alasan": "NIK tidak aktif", "tanggal": "2026-11-09"}),
        (ids[1:2], {"status": "diterima"}),
        (ids[2:], {"status": "tanpa_jawaban"}),
    ):
        halaman = k.get("/verifikasi/hasil")
        assert k.post("/verifikasi/hasil/pencatatan", isi_dari(halaman, *pilih, **isi)).status_code == 303
    akhir = k.get("/verifikasi/hasil").text
    assert "Dapat ditutup" in akhir
    assert nomor in akhir
    db.session.rollback()
    hasil = db.session.execute(sa.select(Usulan.status_siks, Usulan.siks_alasan).order_by(Usulan.id)).all()
    assert [tuple(h) for h in hasil] == [
        (StatusSiks.DITOLAK_PUSAT, "NIK tidak aktif"),
        (StatusSiks.DITERIMA, ""),
        (StatusSiks.TANPA_JAWABAN, ""),
    ]
    assert set(db.session.scalars(sa.select(Kepesertaan.status))) == {"gagal", "aktif"}


def test_paket_yang_disahkan_menampilkan_jawaban_pusat_pada_daftar_dan_halamannya(kab, masuk):
    paket = kab.disahkan(jumlah=3)
    a, b, _ = paket.usulan
    opu.catat_siks(a, "diterima", oleh=kab.verifikator, versi=a.versi_baris)
    opu.catat_siks(b, "ditolak_pusat", oleh=kab.verifikator, versi=b.versi_baris, alasan="Ganda.")
    paket_id = paket.id
    k = masuk(kab.verifikator)
    assert "1 diterima pusat, 1 ditolak pusat, 1 menunggu jawaban pusat" in k.get("/paket").text
    halaman = k.get(f"/paket/{paket_id}").text
    bagian = halaman[halaman.index('id="jawaban-pusat"') :]
    for label in ("Diterima pusat", "Ditolak pusat", "Menunggu jawaban pusat"):
        assert label in bagian


@pytest.mark.parametrize("tanggal", ["kemarin", "2026-13-01"])
def test_tanggal_jawaban_yang_tidak_terbaca_diminta_lagi(kab, masuk, tanggal):
    ids = [u.id for u in kab.disahkan(jumlah=1).usulan]
    k = masuk(kab.verifikator)
    isi = isi_dari(k.get("/verifikasi/hasil"), *ids, status="diterima", tanggal=tanggal)
    assert k.post("/verifikasi/hasil/pencatatan", isi).status_code == 422


def test_daftar_berhalaman_dengan_kunci_bukan_nomor(kab, masuk, monkeypatch):
    monkeypatch.setattr(queries_usulan, "HALAMAN", 2)
    nama = [u.nama for u in kab.diteruskan(jumlah=5).usulan]
    k = masuk(kab.verifikator)
    jalur, lihat = "/verifikasi", []
    while jalur:
        teks = k.get(jalur).text
        lihat += [n for n in nama if f">{n}</a>" in teks]
        m = re.search(r'rel="next" href="([^"]+)"', teks)
        jalur = m.group(1).replace("&amp;", "&") if m else ""
    assert lihat == nama


@pytest.mark.parametrize(
    "jalur",
    [
        "/verifikasi?sejak=x&id=1",
        "/verifikasi/hasil?sejak=2026-01-01&id=2",
        "/bundel?sejak=&id=",
        "/bundel?sebelum=99999999999999999999&dari=99999999999999999999",
    ],
)
def test_tanda_halaman_yang_rusak_dianggap_halaman_pertama(kab, masuk, jalur):
    assert masuk(kab.verifikator).get(jalur).status_code == 200


def test_setiap_halaman_paling_banyak_sepuluh_pernyataan(kab, masuk):
    kab.diteruskan(jumlah=6)
    kab.disahkan(pabrik.DESA_LAIN, jumlah=3)
    k = masuk(kab.verifikator)
    for jalur in ("/verifikasi", "/verifikasi?tampil=sudah", "/verifikasi/paket", "/verifikasi/hasil"):
        k.get(jalur)
        sql = []

        def catat(_k, _c, pernyataan, *_, sql=sql):
            sql.append(pernyataan)

        event.listen(db.engine, "before_cursor_execute", catat)
        k.get(jalur)
        event.remove(db.engine, "before_cursor_execute", catat)
        sql = [s for s in sql if not s.startswith(("PRAGMA", "BEGIN", "SET "))]
        assert 0 < len(sql) <= 10, (jalur, len(sql), "\n".join(sql))
