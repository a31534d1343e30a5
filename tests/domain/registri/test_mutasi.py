"""Does somebody who moved go along with what is his, and only when the village that holds him agrees?"""

import datetime as dt
import io

import pytest
import sqlalchemy as sa
from pabrik import DESA, DESA_LAIN, KABUPATEN, Desa, Kabupaten, keluarga, orang, usulan, warga

from app.domain.akses.peran import Peran
from app.domain.registri import impor, isian, mutasi, operations, queries_mutasi
from app.domain.registri.models import BerkasKeluarga, Keluarga, Kepesertaan, Konfirmasi, Warga
from app.domain.usulan import operations as op
from app.domain.usulan import operations_usulan as opu
from app.infra import clock, jobs
from app.infra.audit import Audit
from app.infra.db import db
from app.infra.galat import GalatIsian, TidakAda, TidakBisa, TidakBoleh
from app.infra.sheets_tulis import Kolom, Lembar, tulis_xlsx

pytestmark = pytest.mark.usefixtures("app")
KOLOM = ("nama", "no_kk", "nik", "sex", "tanggallahir", "kk_level", "status_dasar")


def baris(n: int, **ubahan: str) -> dict[str, str]:
    asal = {"nama": f"Warga {chr(64 + n)}", "no_kk": "3328100106209991", "nik": f"332810170885{n:04d}", "sex": "1",
            "tanggallahir": "1985-08-17", "kk_level": "1" if n == 1 else "4", "status_dasar": "1"}  # fmt: skip
    return asal | ubahan


def lembar(*isi: dict[str, str]) -> bytes:
    tampung = io.BytesIO()
    tulis_xlsx(tampung, [Lembar("Data", [Kolom(k) for k in KOLOM], [[b[k] for k in KOLOM] for b in isi])])
    return tampung.getvalue()


def jalankan(isi: bytes, desa: str = DESA, *, kering: bool = False) -> impor.Hasil:
    operator = orang(Peran.OPERATOR_DESA, desa)
    return impor.impor_langsung(
        isi, desa, oleh=operator, nama_asal="data.xlsx", kering=kering, selesai_potongan=db.session.commit
    )


def tercatat(nama: str = "BUDI SANTOSO", **lain: object) -> Warga:
    """A resident of the old village, head of a family of his own."""
    return warga(keluarga(DESA_LAIN), nama, **lain)


def anggota(k: Keluarga, nama: str, hubungan: int = 4) -> Warga:
    w = warga(k, nama)
    w.hubungan = w.urut_kk = hubungan
    db.session.flush()
    return w


def tanya(w: Warga, no_kk: str = "3328100106209991") -> Konfirmasi:
    """The new village asks by import about one resident."""
    jalankan(lembar(baris(1, nik=w.nik, no_kk=no_kk)))
    return db.session.scalars(sa.select(Konfirmasi).order_by(Konfirmasi.id.desc())).first()


def semua() -> list[Konfirmasi]:
    return list(db.session.scalars(sa.select(Konfirmasi).order_by(Konfirmasi.id)))


def lama() -> object:
    return orang(Peran.OPERATOR_DESA, DESA_LAIN)


def test_impor_menanyakan_desa_asal_sekali_saja_dan_tidak_membocorkan_apa_pun() -> None:
    w = tercatat("BUDI RAHASIA")
    isi = lembar(baris(1, nik=w.nik))
    for _ in range(2):
        h = jalankan(isi)
        assert (h.baru, h.ditolak) == (0, 1)
        pesan = h.galat[0].pesan
        assert "tercatat di wilayah lain" in pesan
        assert "RAHASIA" not in pesan
        assert "Pagiyanten" not in pesan
    (k,) = semua()
    assert (k.kepada, k.asal_kode, k.warga_id, k.jawaban) == (DESA_LAIN, DESA, w.id, None)
    assert k.tenggat == clock.hari_ini() + dt.timedelta(days=7)
    antre = db.session.scalars(sa.select(jobs.Pekerjaan).where(jobs.Pekerjaan.nama == "notifikasi.kirim")).all()
    assert [p.muatan["wilayah"] for p in antre if p.muatan["aksi"] == "mutasi.tanya"] == [DESA_LAIN]


def test_impor_percobaan_tidak_menanyakan_siapa_pun() -> None:
    w = tercatat()
    jalankan(lembar(baris(1, nik=w.nik)), kering=True)
    assert semua() == []


def test_baris_yang_menyebut_meninggal_atau_pindah_tidak_ditanyakan() -> None:
    w = tercatat()
    h = jalankan(lembar(baris(1, nik=w.nik, status_dasar="2"), baris(2, no_kk=w.keluarga.no_kk, status_dasar="3")))
    assert h.ditolak == 2
    assert semua() == []


def test_nomor_kk_milik_desa_lain_menanyakan_keluarganya_satu_kali() -> None:
    w = tercatat()
    anggota(w.keluarga, "ANAK")
    jalankan(lembar(baris(1, no_kk=w.keluarga.no_kk), baris(2, no_kk=w.keluarga.no_kk)))
    (k,) = semua()
    assert (k.warga_id, k.nik, k.no_kk) == (w.id, None, w.keluarga.no_kk)
    with pytest.raises(GalatIsian, match="seluruh keluarga"):
        mutasi.jawab(k.id, "ya", cakupan="orang", oleh=lama())


def test_jawaban_ya_memindahkan_seluruh_keluarga_dengan_bukti_dan_kepesertaan() -> None:
    w = tercatat()
    anak = anggota(w.keluarga, "ANAK")
    operator = lama()
    db.session.add(Kepesertaan(keluarga_id=w.keluarga_id, daftar="pkh", status="aktif"))
    db.session.add(
        BerkasKeluarga(keluarga_id=w.keluarga_id, jenis="KK", sha256="0" * 64, mime="image/jpeg", ukuran=1,
                       diunggah_oleh=operator.pengguna_id)
    )  # fmt: skip
    k = tanya(w)
    mutasi.jawab(k.id, "ya", cakupan="keluarga", oleh=operator)
    kel = db.session.get_one(Keluarga, w.keluarga_id)
    assert kel.wilayah_kode == w.wilayah_kode == anak.wilayah_kode == DESA
    assert kel.no_kk == "3328100106209991"
    assert (kel.alamat, kel.rt) == ("", "")
    assert db.session.scalars(sa.select(Kepesertaan)).one().keluarga_id == kel.id
    assert db.session.scalars(sa.select(BerkasKeluarga)).one().keluarga_id == kel.id
    # the same row is taken now, and taken as known
    h = jalankan(lembar(baris(1, nik=w.nik, no_kk="3328100106209991", nama="Budi Santoso")))
    assert (h.baru, h.berubah, h.ditolak) == (0, 1, 0)
    assert len(semua()) == 1


def test_jawaban_ya_atas_orang_saja_membawa_kepesertaan_perorangan() -> None:
    w = tercatat()
    anak = anggota(w.keluarga, "ANAK")
    asal = w.keluarga_id
    db.session.add_all(
        [
            Kepesertaan(keluarga_id=asal, warga_id=anak.id, daftar="pbi", status="aktif"),
            Kepesertaan(keluarga_id=asal, daftar="pkh", status="aktif"),
        ]
    )
    k = tanya(anak)
    mutasi.jawab(k.id, "ya", cakupan="orang", oleh=lama())
    baru = db.session.get_one(Keluarga, anak.keluarga_id)
    assert (baru.wilayah_kode, baru.no_kk, anak.wilayah_kode) == (DESA, "3328100106209991", DESA)
    assert w.wilayah_kode == DESA_LAIN
    punya = dict(iter(db.session.execute(sa.select(Kepesertaan.daftar, Kepesertaan.keluarga_id))))
    assert punya == {"pbi": baru.id, "pkh": asal}
    rantai = set(db.session.scalars(sa.select(Audit.rantai).where(Audit.aksi == "registri.mutasi")))
    assert rantai == {f"keluarga:{asal}", f"keluarga:{baru.id}"}


def test_kepala_yang_pindah_sendiri_meninggalkan_kepala_baru() -> None:
    w = tercatat()
    anak = anggota(w.keluarga, "ANAK")
    k = tanya(w)
    with pytest.raises(GalatIsian, match="kepala keluarga yang baru"):
        mutasi.jawab(k.id, "ya", cakupan="orang", oleh=lama())
    mutasi.jawab(k.id, "ya", cakupan="orang", kepala_baru=anak.id, oleh=lama())
    assert (anak.hubungan, w.hubungan) == (1, 1)
    assert anak.keluarga_id != w.keluarga_id


def test_orang_terakhir_membawa_keluarganya() -> None:
    w = tercatat()
    k = tanya(w)
    mutasi.jawab(k.id, "ya", cakupan="orang", oleh=lama())
    assert db.session.get_one(Keluarga, w.keluarga_id).wilayah_kode == DESA
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Keluarga)) == 1


def test_jawaban_tidak_perlu_alasan_dan_tidak_ditanyakan_lagi_oleh_impor() -> None:
    w = tercatat()
    k = tanya(w)
    with pytest.raises(GalatIsian, match="alasan"):
        mutasi.jawab(k.id, "tidak", oleh=lama())
    mutasi.jawab(k.id, "tidak", alasan="Masih tinggal di sini.", oleh=lama())
    assert w.wilayah_kode == DESA_LAIN
    tanya(w)
    assert len(semua()) == 1
    operator = orang(Peran.OPERATOR_DESA, DESA)
    assert mutasi.minta(w.nik, None, oleh=operator)
    assert len(semua()) == 2
    (baru, dulu), _ = queries_mutasi.keluar(untuk=operator)
    assert (baru.hasil, dulu.hasil, dulu.alasan) == ("Menunggu konfirmasi", "Belum pindah", "Masih tinggal di sini.")


def test_satu_jawaban_atas_keluarga_menjawab_pertanyaan_anggota_lainnya() -> None:
    w = tercatat()
    anak = anggota(w.keluarga, "ANAK")
    jalankan(lembar(baris(1, nik=w.nik), baris(2, nik=anak.nik)))
    k, lain = semua()
    mutasi.jawab(k.id, "ya", cakupan="keluarga", oleh=lama())
    db.session.refresh(lain)
    assert (lain.jawaban, lain.cakupan) == ("ya", "keluarga")


def test_desa_lain_dan_penanya_tidak_dapat_menjawab_atau_melihat() -> None:
    k = tanya(tercatat())
    for siapa in (orang(Peran.OPERATOR_DESA, DESA), orang(Peran.VERIFIKATOR_DINSOS, "35.25")):
        with pytest.raises(TidakAda):
            mutasi.jawab(k.id, "ya", cakupan="orang", oleh=siapa)
        with pytest.raises(TidakAda):
            queries_mutasi.rinci(k.id, untuk=siapa)
    for peran, wilayah in ((Peran.KEPALA_DESA, DESA_LAIN), (Peran.KEPALA_DINSOS, KABUPATEN)):
        with pytest.raises(TidakAda):
            mutasi.jawab(k.id, "ya", cakupan="orang", oleh=orang(peran, wilayah))
    assert k.jawaban is None


def test_penanya_hanya_melihat_nomor_yang_ditulisnya_sendiri() -> None:
    w = tercatat("NAMA RAHASIA")
    tanya(w)
    (b,), _ = queries_mutasi.keluar(untuk=orang(Peran.OPERATOR_DESA, DESA))
    assert (b.apa, b.nomor[-4:], b.hasil) == ("NIK", w.nik[-4:], "Menunggu konfirmasi")
    assert "RAHASIA" not in repr(b)
    assert DESA_LAIN not in repr(b)
    assert queries_mutasi.keluar(untuk=orang(Peran.OPERATOR_DESA, DESA_LAIN)) == ([], None)
    assert queries_mutasi.masuk(untuk=orang(Peran.OPERATOR_DESA, DESA)) == ([], None)


def test_tenggat_terakhir_masih_milik_desa_asal_lalu_dinsos_memutuskan_dengan_alasan(jam) -> None:
    w = tercatat()
    k = tanya(w)
    dinsos = orang(Peran.VERIFIKATOR_DINSOS, KABUPATEN)
    hari = k.tenggat
    jam(dt.datetime(hari.year, hari.month, hari.day, 16, 59, tzinfo=dt.UTC))
    with pytest.raises(TidakBisa, match="masih dapat menjawab"):
        mutasi.jawab(k.id, "ya", cakupan="orang", alasan="Surat pindah ada.", oleh=dinsos)
    jam(dt.datetime(hari.year, hari.month, hari.day, 17, 1, tzinfo=dt.UTC))
    with pytest.raises(GalatIsian, match="alasan putusan"):
        mutasi.jawab(k.id, "ya", cakupan="orang", oleh=dinsos)
    mutasi.jawab(k.id, "ya", cakupan="orang", alasan="Surat pindah ada.", oleh=dinsos)
    assert w.wilayah_kode == DESA
    with pytest.raises(TidakBisa, match="sudah dijawab"):
        mutasi.jawab(k.id, "tidak", alasan="Terlambat.", oleh=lama())


def test_dinsos_yang_bertanya_tidak_memutuskan_sendiri(jam) -> None:
    w = tercatat()
    dinsos = orang(Peran.VERIFIKATOR_DINSOS, KABUPATEN)
    mutasi.tanyakan([mutasi.Tanya(w.id, DESA_LAIN, w.nik, None)], DESA, oleh=dinsos.pengguna_id)
    k = semua()[0]
    jam(clock.sekarang() + dt.timedelta(days=9))
    with pytest.raises(TidakBoleh, match="empat mata"):
        mutasi.jawab(k.id, "ya", cakupan="orang", alasan="Ada surat.", oleh=dinsos)


def test_usulan_yang_berjalan_menahan_pindah_dan_menyebut_paketnya() -> None:
    desa = Desa(DESA_LAIN)
    paket = op.buat_paket(oleh=desa.operator)
    w = tercatat()
    u = usulan(paket, desa.operator, w=w)
    k = tanya(w)
    with pytest.raises(TidakBisa, match=paket.nomor):
        mutasi.jawab(k.id, "ya", cakupan="orang", oleh=desa.operator)
    assert (k.jawaban, w.wilayah_kode) == (None, DESA_LAIN)
    opu.tarik(u, alasan="Pindah.", oleh=desa.operator, versi=u.versi_baris)
    mutasi.jawab(k.id, "ya", cakupan="orang", oleh=desa.operator)
    assert w.wilayah_kode == DESA


def test_usulan_yang_sudah_disahkan_tidak_menahan_pindah() -> None:
    desa, kab = Desa(), Kabupaten()
    paket = kab.disahkan(kab.terverifikasi(kab.diteruskan(desa.diajukan(desa.paket(1)))))
    w = paket.usulan[0].warga
    jalankan(lembar(baris(1, nik=w.nik, no_kk="3328100106209991")), DESA_LAIN)
    (k,) = semua()
    mutasi.jawab(k.id, "ya", cakupan="orang", oleh=desa.operator)
    assert w.wilayah_kode == DESA_LAIN
    # the centre's answer still finds the membership
    u = paket.usulan[0]
    opu.catat_siks(u, "diterima", oleh=kab.verifikator, versi=u.versi_baris)
    assert {p.status for p in db.session.scalars(sa.select(Kepesertaan))} == {"aktif"}


def test_yang_meninggal_tidak_pindah_dan_yang_tercatat_pindah_menjadi_hidup() -> None:
    w = tercatat()
    w.status_dasar = 2
    k = tanya(w)
    with pytest.raises(TidakBisa, match="tercatat meninggal"):
        mutasi.jawab(k.id, "ya", cakupan="orang", oleh=lama())
    w.status_dasar, w.status_sejak = 3, clock.hari_ini()
    db.session.flush()
    mutasi.jawab(k.id, "ya", cakupan="orang", oleh=lama())
    assert (w.status_dasar, w.status_sejak) == (1, None)


def test_catat_dengan_tangan_menawarkan_pertanyaan_lalu_mengirim_satu() -> None:
    w = tercatat()
    operator = orang(Peran.OPERATOR_DESA, DESA)
    kiriman = {"nama": "Budi", "nik": w.nik, "jenis_kelamin": "L", "tanggal_lahir": "1985-08-17", "hubungan": "1",
               "no_kk": "3328100106209991", "status_dasar": "1"}  # fmt: skip
    dua = (
        isian.baca_warga(kiriman, hari_ini=clock.hari_ini()),
        isian.baca_keluarga(kiriman, hari_ini=clock.hari_ini()),
    )
    with pytest.raises(GalatIsian, match="wilayah lain") as galat:
        operations.catat_warga(*dua, oleh=operator)
    assert set(galat.value.bidang) == {"nik", "pindah_masuk"}
    assert semua() == []
    assert mutasi.minta(w.nik, "3328100106209991", oleh=operator)
    assert mutasi.minta(w.nik, "3328100106209991", oleh=operator)
    assert len(semua()) == 1
    with pytest.raises(TidakBoleh):
        mutasi.minta(w.nik, None, oleh=orang(Peran.KEPALA_DESA, DESA))


def test_desa_ketiga_yang_bertanya_kini_menanyai_pemegang_yang_baru() -> None:
    w = tercatat()
    k = tanya(w)
    jalankan(lembar(baris(1, nik=w.nik, no_kk="3328100106209992")), "33.28.10.1007")
    mutasi.jawab(k.id, "ya", cakupan="orang", oleh=lama())
    ketiga = semua()[1]
    db.session.refresh(ketiga)
    assert (ketiga.kepada, ketiga.jawaban) == (DESA, None)
