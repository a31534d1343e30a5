"""Does the client of the state's provider tell a no from a silence, in both versions of the service?"""

from collections.abc import Iterator
from dataclasses import replace

import pytest
import simulator_bsre as sim

from app.infra import clock
from app.infra.signing import Bidang, Permintaan, TandaTanganGagal
from app.infra.signing_bsre import Bsre, Setelan

pytestmark = pytest.mark.bebas_db
PENANDA = Bidang("penanda-1", "Budi", "Kepala Desa")
MINTA = Permintaan([PENANDA], PENANDA, "Menandatangani", "Slawi", "http://127.0.0.1/v/X", clock.WIB)
NASKAH = sim.pdf_kosong() + b"\r\n--bukan batas--\r\n"


@pytest.fixture
def server() -> Iterator[sim.Bsre]:
    s = sim.Bsre()
    yield s
    s.tutup()


@pytest.fixture(params=[1, 2])
def versi(request: pytest.FixtureRequest) -> int:
    return int(request.param)


def _klien(server: sim.Bsre, versi: int, frasa: str = sim.FRASA, akun: str = "kabupaten") -> Bsre:
    batas = 2 if server.ulah == "bisu" else 20  # the question before it is answered meanwhile
    return Bsre(Setelan(server.alamat, akun, "rahasia-kantor", versi, batas_detik=batas), sim.NIK, frasa)


def _gagal(klien: Bsre) -> TandaTanganGagal:
    with pytest.raises(TandaTanganGagal) as gagal:
        klien.tandatangani(NASKAH, MINTA)
    return gagal.value


def test_naskah_kembali_bertanda_tangan(server: sim.Bsre, versi: int) -> None:
    hasil = _klien(server, versi).tandatangani(NASKAH, MINTA)
    assert (hasil.isi.startswith(NASKAH), hasil.tingkat, server.dibuat) == (True, "BSrE", 1)


def test_frasa_sandi_salah_bukan_ketidakpastian(server: sim.Bsre, versi: int) -> None:
    gagal = _gagal(_klien(server, versi, frasa="keliru"))
    assert (gagal.sebab, gagal.kode, server.dibuat) == ("sandi", 422, 0)
    assert "Passphrase anda salah" in str(gagal.alasan)


def test_penanda_tangan_tidak_aktif_tanpa_nik_di_kalimatnya(server: sim.Bsre, versi: int) -> None:
    server.ulah = "tidak_aktif"
    gagal = _gagal(_klien(server, versi))
    assert (gagal.sebab, server.dibuat) == ("tidak_aktif", 0)
    assert sim.NIK not in str(gagal.alasan)


@pytest.mark.parametrize("ulah", ["bisu", "sampah", "galat_setelah"])
def test_diam_sampah_dan_galat_setelah_menandatangani_adalah_tidak_pasti(
    server: sim.Bsre, versi: int, ulah: str
) -> None:
    server.ulah = ulah
    assert (_gagal(_klien(server, versi)).sebab, server.dibuat) == ("tidak_pasti", 1)


@pytest.mark.parametrize("ulah", ["palsu", "ekor", "simpan_ulang", "berkas_lain", "dua", "orang_lain"])
def test_jawaban_yang_bukan_naskah_ini_dengan_satu_tanda_tangannya_dianggap_sampah(server: sim.Bsre, ulah: str) -> None:
    """Success with a wrong file inside: nothing is stored, and nobody claims that nothing was signed."""
    server.ulah = ulah
    assert (_gagal(_klien(server, 2)).sebab, server.dibuat) == ("tidak_pasti", 1)


def test_tanpa_nik_di_sertifikat_namanya_yang_dicocokkan(server: sim.Bsre) -> None:
    server.ulah, klien = "tanpa_nik", _klien(server, 2)
    assert klien.tandatangani(NASKAH, MINTA).isi.startswith(NASKAH)
    lain = Bidang("penanda-1", "Slamet, S.Sos.", "Kepala Desa")
    with pytest.raises(TandaTanganGagal) as gagal:
        klien.tandatangani(NASKAH, replace(MINTA, semua=[lain], penanda=lain))
    assert gagal.value.sebab == "tidak_pasti"


def test_server_yang_tidak_ada_tidak_pernah_dimintai_tanda_tangan(server: sim.Bsre) -> None:
    klien = _klien(server, 2)
    server.tutup()
    assert _gagal(klien).sebab == "waktu"  # already the question about the signer was not answered


def test_akun_kantor_yang_salah_adalah_penolakan(server: sim.Bsre, versi: int) -> None:
    assert _gagal(_klien(server, versi, akun="lain")).sebab == "ditolak"


def test_nik_tidak_pernah_di_alamat_dan_frasa_tidak_pernah_tercetak(server: sim.Bsre, versi: int) -> None:
    klien = _klien(server, versi)
    klien.tandatangani(NASKAH, MINTA)
    assert not any(sim.NIK in jalur for jalur in server.diminta)
    assert sim.FRASA not in repr(klien)
    assert sim.NIK not in repr(klien)
