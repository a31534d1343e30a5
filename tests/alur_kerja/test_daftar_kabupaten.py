"""Bagaimana daftar 400 kematian dari Disdukcapil berjalan sampai disahkan, dengan tanggapan desa di sampingnya?"""

import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from klien import Klien
from pabrik import DESA, DESA_LAIN, KABUPATEN, Desa, Kabupaten, cetak, gambar, keluarga, orang, pengguna, usulan, warga

from app.domain.akses.peran import Peran
from app.domain.bundel.status import JenisBundel
from app.domain.dokumen import operations as dok
from app.domain.dokumen import pemindaian
from app.domain.registri.models import Kepesertaan, Warga
from app.domain.usulan import impor_daftar, operations, queries_daftar, queries_usulan
from app.domain.usulan import operations_daftar as daftar_op
from app.domain.usulan import operations_usulan as opu
from app.domain.usulan.models import DaftarMasuk, Paket, Usulan
from app.domain.usulan.status import StatusPaket, StatusUsulan
from app.domain.usulan.syarat_daftar import konfirmasi
from app.infra import jobs
from app.infra.db import db
from app.infra.galat import GalatIsian, TidakBisa, TidakBoleh
from app.infra.sheets_tulis import Kolom, Lembar, tulis_xlsx

SURAT = dt.date(2026, 11, 3)


def lembar(*baris: tuple[str, str]) -> bytes:
    tujuan = io.BytesIO()
    tulis_xlsx(tujuan, [Lembar("Data", [Kolom("NIK", jenis="identitas"), Kolom("TANGGAL")], baris)])
    return tujuan.getvalue()


def terima(kab: Kabupaten, isi: bytes) -> DaftarMasuk:
    d = impor_daftar.terima(
        isi, "kematian.xlsx", jenis="hapus", alasan_kode="meninggal", jalur="dukcapil", nomor="470/118/2026",
        tanggal=SURAT, oleh=kab.verifikator,
    )  # fmt: skip
    db.session.commit()
    kerjakan_daftar()
    return db.session.get_one(DaftarMasuk, d.id)


class HanyaDaftar(dict[str, Any]):
    """Lists are read as the worker would; papers and notices are not the matter here."""

    def __missing__(self, nama: str) -> Any:
        return lambda *_a, **_k: None


def kerjakan_daftar() -> None:
    while jobs.kerjakan_satu(HanyaDaftar({impor_daftar.TUGAS: impor_daftar.jalankan})):
        pass


def ditanya(kab: Kabupaten, desa: Desa, jumlah: int = 2) -> Paket:
    """A list of deaths of one village that waits for the village's answer, its note signed."""
    nik = [warga(keluarga(desa.wilayah)).nik for _ in range(jumlah)]
    d = terima(kab, lembar(*((n, "2026-10-01") for n in nik)))
    paket = db.session.scalars(sa.select(Paket).where(Paket.daftar_id == d.id)).one()
    daftar_op.minta_tanggapan(paket, oleh=kab.verifikator, versi=paket.versi_baris)
    nota = dok.milik_paket(paket.id)
    cetak(nota)
    pemindaian.unggah_pindaian(nota, [gambar()], penanda=[t.id for t in nota[0].tanda_tangan], oleh=kab.verifikator)
    return paket


def semua(paket: Paket, jawaban: str = "ya", alasan: str = "") -> dict[int, tuple[str, str]]:
    return {k.id: (jawaban, alasan) for k in konfirmasi(paket.id)}


def test_daftar_400_kematian_dari_disdukcapil(app: Any) -> None:
    """Diketahui: Disdukcapil mengirim 400 NIK warga meninggal di dua desa; tiga baris salah.
    Bila: verifikator mengunggahnya, meminta tanggapan, desa menanggapi, verifikator lain menilai layak,
    dan kepala daerah mengesahkan.
    Maka: ada satu paket per desa, baris salah disebut, jawaban "tidak" desa tampil, dan warga tercatat meninggal."""
    kab, satu, dua = Kabupaten(), Desa(), Desa(DESA_LAIN)
    orang_satu = [warga(keluarga(DESA)) for _ in range(200)]
    orang_dua = [warga(keluarga(DESA_LAIN)) for _ in range(197)]
    baris = [(w.nik, "2026-10-05") for w in (*orang_satu, *orang_dua)]
    db.session.add(Kepesertaan(keluarga_id=orang_satu[0].keluarga_id, warga_id=orang_satu[0].id, daftar="register",
                               status="aktif", mulai=dt.date(2024, 1, 1)))  # fmt: skip
    d = terima(kab, lembar(*baris, ("3328109999990001", ""), ("123", ""), (orang_satu[0].nik, "")))
    assert (d.masuk, d.ditolak) == (397, 3)
    assert [g["baris"] for g in d.laporan] == [399, 400, 401]
    assert orang_satu[0].nik not in str(d.laporan)

    paket = list(db.session.scalars(sa.select(Paket).where(Paket.daftar_id == d.id).order_by(Paket.wilayah_kode)))
    assert [(p.wilayah_kode, len(p.usulan)) for p in paket] == [(DESA, 200), (DESA_LAIN, 197)]
    for p in paket:
        daftar_op.minta_tanggapan(p, oleh=kab.verifikator, versi=p.versi_baris)
        nota = dok.milik_paket(p.id)
        assert [x.jenis for x in nota] == ["nota_dinas"]
        cetak(nota)
        pemindaian.unggah_pindaian(nota, [gambar()], penanda=[t.id for t in nota[0].tanda_tangan], oleh=kab.verifikator)
    for desa, p in ((satu, paket[0]), (dua, paket[1])):
        jawaban = semua(p)
        pertama = min(jawaban)
        jawaban[pertama] = ("tidak", "Orangnya masih hidup, ditemui RT.")
        daftar_op.tanggapi(p, jawaban, oleh=desa.operator, versi=p.versi_baris)
        daftar_op.lanjutkan(p, oleh=kab.verifikator, versi=p.versi_baris)

    penilai = orang(Peran.VERIFIKATOR_DINSOS, KABUPATEN)
    kab.verifikator = penilai
    p = paket[0]
    u = p.usulan[0]
    assert queries_daftar.jawaban_usulan(u.id, untuk=penilai) == ("tidak", "Orangnya masih hidup, ditemui RT.")
    operations.bebaskan_padanan(p, alasan="Sumbernya Disdukcapil sendiri.", oleh=penilai, versi=p.versi_baris)
    opu.nilai(u, "tidak_layak", oleh=penilai, versi=u.versi_baris, alasan_kode="masih_layak", alasan="Masih hidup.")
    opu.nilai_banyak([(x.id, x.versi_baris) for x in p.usulan[1:]], "layak", oleh=penilai)
    kab.bundel(JenisBundel.VERVAL, [p], penilai, kab.kadinsos)
    kab.bundel(JenisBundel.PENGESAHAN, [p], penilai, kab.bupati)
    assert p.status is StatusPaket.DISAHKAN
    hidup = db.session.scalar(sa.select(sa.func.count()).where(Warga.wilayah_kode == DESA, Warga.status_dasar == 1))
    assert hidup == 1


def test_penyusun_daftar_tidak_boleh_menilainya_sendiri(app: Any) -> None:
    kab, desa = Kabupaten(), Desa()
    p = ditanya(kab, desa)
    daftar_op.tanggapi(p, semua(p), oleh=desa.operator, versi=p.versi_baris)
    daftar_op.lanjutkan(p, oleh=kab.verifikator, versi=p.versi_baris)
    u = p.usulan[0]
    with pytest.raises(TidakBoleh):
        opu.nilai(u, "tidak_layak", oleh=kab.verifikator, versi=u.versi_baris, alasan_kode="masih_layak", alasan="x y")
    lain = orang(Peran.VERIFIKATOR_DINSOS, KABUPATEN)
    opu.nilai(u, "tidak_layak", oleh=lain, versi=u.versi_baris, alasan_kode="masih_layak", alasan="Masih hidup.")
    opu.nilai(u, "batal", oleh=lain, versi=u.versi_baris)
    assert u.status is StatusUsulan.SIAP


def test_tanpa_jawaban_desa_menunggu_sampai_tujuh_hari_kerja(app: Any, jam: Callable[..., None]) -> None:
    kab, desa = Kabupaten(), Desa()
    p = ditanya(kab, desa)
    assert p.tenggat == dt.date(2026, 11, 19)
    daftar_op.tanggapi(p, dict(list(semua(p).items())[:1]), oleh=desa.operator, versi=p.versi_baris)
    with pytest.raises(TidakBisa, match="1 nama belum ditanggapi"):
        daftar_op.lanjutkan(p, oleh=kab.verifikator, versi=p.versi_baris)
    jam(dt.datetime(2026, 11, 20, 3, tzinfo=dt.UTC))
    daftar_op.lanjutkan(p, oleh=kab.verifikator, versi=p.versi_baris)
    assert p.status is StatusPaket.DITERUSKAN


def test_nota_dinas_harus_ditandatangani_sebelum_dilanjutkan(app: Any) -> None:
    kab, desa = Kabupaten(), Desa()
    w = warga(keluarga(DESA))
    d = terima(kab, lembar((w.nik, "")))
    p = db.session.scalars(sa.select(Paket).where(Paket.daftar_id == d.id)).one()
    daftar_op.minta_tanggapan(p, oleh=kab.verifikator, versi=p.versi_baris)
    daftar_op.tanggapi(p, semua(p), oleh=desa.operator, versi=p.versi_baris)
    with pytest.raises(TidakBisa, match=r"[Nn]ota dinas"):
        daftar_op.lanjutkan(p, oleh=kab.verifikator, versi=p.versi_baris)


def test_desa_tidak_dapat_mengubah_memusyawarahkan_atau_membatalkan_daftar_kabupaten(app: Any) -> None:
    kab, desa = Kabupaten(), Desa()
    d = terima(kab, lembar((warga(keluarga(DESA)).nik, "")))
    p = db.session.scalars(sa.select(Paket).where(Paket.daftar_id == d.id)).one()
    with pytest.raises(TidakBisa):
        operations.siapkan_musyawarah(p, oleh=desa.operator, versi=p.versi_baris)
    with pytest.raises(TidakBisa):
        operations.pakai_sptjm(p, alasan="Coba.", oleh=desa.operator, versi=p.versi_baris)
    with pytest.raises(TidakBoleh):
        operations.batalkan(p, alasan="Coba.", oleh=desa.operator, versi=p.versi_baris)
    lain = warga(keluarga(DESA)).id
    with db.session.no_autoflush, pytest.raises(TidakBoleh):
        opu.catat(p, warga_id=lain, jenis="tambah", oleh=desa.operator)


def test_verifikator_membatalkan_daftarnya_sendiri(app: Any) -> None:
    kab = Kabupaten()
    d = terima(kab, lembar((warga(keluarga(DESA)).nik, "")))
    p = db.session.scalars(sa.select(Paket).where(Paket.daftar_id == d.id)).one()
    operations.batalkan(p, alasan="Daftar salah kirim.", oleh=kab.verifikator, versi=p.versi_baris)
    assert p.status is StatusPaket.DIBATALKAN


def test_daftar_kabupaten_tidak_menghalangi_paket_desa_sendiri(app: Any) -> None:
    kab, desa = Kabupaten(), Desa()
    terima(kab, lembar((warga(keluarga(DESA)).nik, "")))
    assert desa.paket(1).status is StatusPaket.DRAF


@pytest.mark.parametrize(("ubah", "bidang"), [
    ({"nomor": ""}, "sumber_nomor"), ({"tanggal": None}, "sumber_tanggal"),
    ({"tanggal": dt.date(2027, 1, 1)}, "sumber_tanggal"), ({"jalur": "desa"}, "jalur"),
    ({"jenis": "tambah"}, "jenis"), ({"alasan_kode": "entah"}, "alasan_kode"),
])  # fmt: skip
def test_daftar_tanpa_sumber_yang_jelas_ditolak(app: Any, ubah: dict[str, Any], bidang: str) -> None:
    kab = Kabupaten()
    isi = {"jenis": "hapus", "alasan_kode": "meninggal", "jalur": "dukcapil", "nomor": "1/2026", "tanggal": SURAT}
    with pytest.raises(GalatIsian) as galat:
        impor_daftar.terima(lembar((warga().nik, "")), "a.xlsx", oleh=kab.verifikator, **{**isi, **ubah})
    assert bidang in galat.value.bidang


def test_semua_yang_kurang_pada_daftar_disebut_sekaligus(app: Any) -> None:
    with pytest.raises(GalatIsian) as galat:
        impor_daftar.terima(b"", "", jenis="hapus", alasan_kode="", jalur="", nomor="", tanggal=None,
                            oleh=Kabupaten().verifikator)  # fmt: skip
    assert set(galat.value.bidang) == {"jalur", "sumber_nomor", "sumber_tanggal", "alasan_kode", "berkas"}


def test_alasan_wajib_bila_desa_menjawab_tidak_sesuai(app: Any) -> None:
    kab, desa = Kabupaten(), Desa()
    nomor = ditanya(kab, desa).id
    lain = ditanya(kab, Desa(DESA_LAIN))
    p = db.session.get_one(Paket, nomor)
    with pytest.raises(TidakBisa, match="alasan"):
        daftar_op.tanggapi(p, semua(p, "tidak"), oleh=desa.operator, versi=p.versi_baris)
    with pytest.raises(TidakBisa, match="tidak termasuk"):
        daftar_op.tanggapi(p, semua(lain), oleh=desa.operator, versi=p.versi_baris)
    with pytest.raises(TidakBoleh):
        daftar_op.tanggapi(p, semua(p), oleh=Desa(DESA_LAIN).operator, versi=p.versi_baris)


def test_nama_daftar_menunggu_verifikasi_dan_tidak_dikembalikan_ke_desa(app: Any) -> None:
    kab, desa = Kabupaten(), Desa()
    p = ditanya(kab, desa)
    daftar_op.tanggapi(p, semua(p), oleh=desa.operator, versi=p.versi_baris)
    daftar_op.lanjutkan(p, oleh=kab.verifikator, versi=p.versi_baris)
    penilai = orang(Peran.VERIFIKATOR_DINSOS, KABUPATEN)
    baris, _ = queries_usulan.daftar_kerja(untuk=penilai)
    assert {b.id for b in baris} == {u.id for u in p.usulan}
    with pytest.raises(TidakBisa, match="disusun kabupaten"):
        operations.kembalikan(p, [(None, "ba_tidak_lengkap", "x")], oleh=penilai, versi=p.versi_baris)


def test_penilai_melihat_nama_daftar_belum_dinilai_dengan_sangkalan_desa(app: Any, klien: Klien) -> None:
    kab, desa = Kabupaten(), Desa()
    p = ditanya(kab, desa)
    daftar_op.tanggapi(p, semua(p, "tidak", "Masih hidup."), oleh=desa.operator, versi=p.versi_baris)
    daftar_op.lanjutkan(p, oleh=kab.verifikator, versi=p.versi_baris)
    penilai, nomor = pengguna(Peran.VERIFIKATOR_DINSOS, KABUPATEN), [u.id for u in p.usulan]
    db.session.commit()
    web = klien.masuk(penilai)
    teks = web.get("/verifikasi").text
    assert all(f'value="layak:{u}"' in teks for u in nomor)
    assert "Batalkan penilaian" not in teks
    assert teks.count("Menurut desa/kelurahan tidak sesuai: Masih hidup.") == 2
    assert "Belum selesai dinilai" in web.get("/verifikasi/paket").text
    assert "Tidak sesuai. Masih hidup." in web.get(f"/usulan/{nomor[0]}").text


def test_pekerjaan_yang_terputus_dilanjutkan_tanpa_nama_ganda(app: Any) -> None:
    kab = Kabupaten()
    nik = [warga(keluarga(DESA)).nik for _ in range(3)]
    d = terima(kab, lembar(*((n, "") for n in nik)))
    d.selesai = None
    db.session.commit()
    jobs.antrekan(impor_daftar.TUGAS, {"daftar_id": d.id})
    db.session.commit()
    kerjakan_daftar()
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Usulan)) == 3


def test_di_peramban_dari_unggah_sampai_tanggapan_desa(klien: Klien, app: Any) -> None:
    w = warga(keluarga(DESA))
    nik, petugas, operator = w.nik, pengguna(Peran.VERIFIKATOR_DINSOS, KABUPATEN), pengguna(Peran.OPERATOR_DESA, DESA)
    db.session.commit()
    web = klien.masuk(petugas)
    web.get("/daftar")
    isi = {"jalur": "dukcapil", "sumber_nomor": "470/1", "sumber_tanggal": "2026-11-03", "jenis": "hapus"}
    salah = web.post(
        "/daftar", {**isi, "berkas": (io.BytesIO(lembar((nik, ""))), "a.xlsx")}, content_type="multipart/form-data"
    )
    assert salah.status_code == 422
    assert "470/1" in salah.text
    kirim = {**isi, "alasan_kode": "meninggal", "berkas": (io.BytesIO(lembar((nik, ""))), "a.xlsx")}
    jawab = web.post("/daftar", kirim, content_type="multipart/form-data")
    assert "Menunggu giliran" in web.get(jawab.location).text
    kerjakan_daftar()
    halaman = web.get(jawab.location)
    assert nik not in halaman.text
    p = db.session.scalars(sa.select(Paket)).one()
    paket_id, versi = p.id, p.versi_baris
    web.post(f"{jawab.location}/permintaan-tanggapan", {"paket": paket_id, f"versi.{paket_id}": versi})
    assert db.session.get_one(Paket, paket_id).status is StatusPaket.MENUNGGU_TANGGAPAN

    desa = Klien(klien.app).masuk(operator)
    assert desa.get("/daftar").status_code == 403
    teks = desa.get(f"/paket/{paket_id}").text
    assert "Langkah berikutnya: Tanggapi daftar" in teks
    assert "Musyawarah belum direncanakan." not in teks, "a list of the regency's own has none"
    form = desa.get(f"/paket/{paket_id}/tanggapan")
    assert form.status_code == 200
    tanya = konfirmasi(paket_id)[0].id
    versi = db.session.get_one(Paket, paket_id).versi_baris
    kurang = desa.post(f"/paket/{paket_id}/tanggapan", {"versi": versi, f"jawaban.{tanya}": "tidak"})
    assert kurang.status_code == 422
    assert f'href="#alasan-{tanya}"' in kurang.text
    baik = desa.post(f"/paket/{paket_id}/tanggapan", {"versi": versi, f"jawaban.{tanya}": "ya"})
    assert baik.status_code == 303
    assert "1" in web.get(jawab.location).text


def test_daftar_hanya_terlihat_di_kabupaten_sendiri(klien: Klien, app: Any) -> None:
    kab = Kabupaten()
    d = terima(kab, lembar((warga(keluarga(DESA)).nik, "")))
    nomor = d.id
    asing = pengguna(Peran.VERIFIKATOR_DINSOS, "35.25")
    db.session.commit()
    web = klien.masuk(asing)
    for alamat in (f"/daftar/{nomor}", f"/daftar/{nomor}/kemajuan"):
        assert web.get(alamat).status_code == 404


def test_usulan_desa_tetap_meminta_bukti_yang_tidak_diminta_daftar(app: Any) -> None:
    desa = Desa()
    u = usulan(desa.paket(0), desa.operator, "hapus", lengkap=False)
    with pytest.raises(TidakBisa):
        opu.lengkapi(u, oleh=desa.operator, versi=u.versi_baris)
