"""Can a letter that nobody sees make a list or a paper say something else than what is stored?"""

import io
import unicodedata

import pytest
import sqlalchemy as sa
from pabrik import DESA, orang

from app.domain.akses.peran import Peran
from app.domain.registri import impor
from app.domain.registri.models import Warga
from app.domain.usulan.models import Usulan
from app.infra import sheets, tak_terlihat
from app.infra.db import db
from app.infra.galat import GalatIsian

RLO, ZWSP, BOM = "\u202e", "\u200b", "\ufeff"
# Cf characters that are seen: marks of Arabic, Syriac, Kaithi and Egyptian numbers and signs.
TERLIHAT = {"ARABIC", "SYRIAC", "KAITHI", "EGYPTIAN"}


def test_setiap_tanda_kendali_dan_bentuk_dikenali():
    lolos = [
        f"U+{n:04X}"
        for n in range(0x20000)
        if unicodedata.category(h := chr(n)) in ("Cc", "Cf")
        and h not in "\t\n\r"
        and unicodedata.name(h, "").partition(" ")[0] not in TERLIHAT
        and not tak_terlihat.ada(h)
    ]
    assert "U+061C" not in lolos
    assert not lolos
    assert tak_terlihat.bersihkan(f"Siti{ZWSP} Ra\u00adhayu{BOM}\x0bJl. Melati\n") == "Siti Rahayu Jl. Melati\n"


def test_tulisan_yang_membalik_arah_ditolak_di_formulir_dan_yang_tak_terlihat_dilepas(kampung, sebagai):
    k, nomor = sebagai("operator_desa"), kampung.ids["usulan_id"]
    isi = {"baru.keadaan": f"Rumah {RLO}takay", "versi": str(db.session.get_one(Usulan, nomor).versi_baris)}
    tolak = k.post(f"/usulan/{nomor}/isian", isi)
    assert (tolak.status_code, "membalik urutan huruf" in tolak.text) == (422, True)
    isi = {
        "nama": f"SITI{ZWSP} RA\u200dHAYU{BOM}", "belum_punya_nik": "1", "no_kk": "3328100106209990", "hubungan": "1",
        "jenis_kelamin": "P", "tanggal_lahir": "1990-02-03", "tempat_lahir": "TE\u200eGAL", "status_dasar": "1",
    }  # fmt: skip
    jawaban = k.post("/registri/warga", isi)
    assert jawaban.status_code == 303, jawaban.text
    assert db.session.scalar(sa.select(Warga.tempat_lahir).where(Warga.nama == "SITI RAHAYU")) == "TEGAL"


def test_kata_sandi_tidak_diubah_pintu(kampung, sebagai, klien):
    k = sebagai("operator_desa")
    lama, baru = "kata-sandi-uji", f"rangkaian{ZWSP}kata {RLO}panjang"
    isi = {"sandi_lama": lama, "sandi_baru": baru, "sandi_ulang": baru}
    assert k.post("/akun/sandi", isi).status_code == 303
    klien.masuk(kampung.akun["operator_desa"].nama_pengguna, baru)


def _csv(*baris: str) -> bytes:
    kepala = "nama;no_kk;nik;sex;tanggallahir;kk_level;alamat"
    return "\n".join((kepala, *baris)).encode()


@pytest.mark.parametrize("letak", ["SITI {}UYAHAR", "Jl. {}italem"])
def test_impor_menolak_baris_yang_membalik_arah_dan_menyimpan_yang_lain(app, letak):
    nama, alamat = ("SITI A", letak) if letak.startswith("Jl") else (letak, "Jl. Melati")
    isi = _csv(
        f"{nama.format(RLO)};3328100101150011;3328104302900011;2;1990-02-03;1;{alamat.format(RLO)}",
        f"BU{ZWSP}DI;3328100101150012;3328100302900012;1;1990-02-03;1;Jl.{BOM} Mawar",
    )
    hasil = impor.impor_langsung(
        isi, DESA, oleh=orang(Peran.OPERATOR_DESA, DESA), nama_asal="a.csv", selesai_potongan=db.session.flush
    )
    assert [(g.baris, "membalik" in g.pesan, RLO in g.nilai) for g in hasil.galat] == [(2, True, False)]
    assert db.session.scalars(sa.select(Warga.nama)).all() == ["BUDI"]


def test_lembar_lain_menolak_dengan_baris_dan_kolom():
    with pytest.raises(GalatIsian, match="Baris 2 kolom B"):
        list(sheets.baca(io.BytesIO(f"NIK;KETERANGAN\n1;{RLO}x\n".encode()).getvalue()))
