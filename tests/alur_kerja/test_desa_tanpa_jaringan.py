"""Prosedur: desa tanpa jaringan.

Diketahui desa yang menurut aturan diketikkan petugas kecamatan. Bila desa mengirim formulir bertanda tangan, maka
petugas mengetikkannya atas nama desa, kepala desa menandatangani kertasnya, dan orang lain yang menelaahnya.
"""

import pytest
import sqlalchemy as sa
from flask import Flask
from pabrik import DESA, KABUPATEN, KECAMATAN, Desa, Kabupaten, cetak, gambar, orang

from app.domain.akses.pengetikan import untuk_desa
from app.domain.akses.peran import Peran
from app.domain.aturan.operations import tetapkan
from app.domain.bundel import operations as bundel_op
from app.domain.bundel.status import JenisBundel
from app.domain.dokumen import operations as dok
from app.domain.dokumen import pemindaian
from app.domain.dokumen.models import Dokumen
from app.domain.usulan import operations as op
from app.domain.usulan.kesiapan import butir_telaah
from app.domain.usulan.operations_pejabat import simpan_formulir
from app.infra import audit, clock
from app.infra.db import db
from app.infra.galat import TidakBisa, TidakBoleh


def test_dari_formulir_kertas_sampai_dinas_sosial(app: Flask) -> None:
    # Diketahui: admin mengatur bahwa desa ini diketikkan kecamatan.
    kab = Kabupaten()
    admin = orang(Peran.ADMIN, KABUPATEN)
    tetapkan("diinput_oleh", "", {"peran": "operator_kecamatan"}, wilayah_kode=DESA, mulai=clock.hari_ini(), oleh=admin)
    desa = Desa()
    desa.operator = untuk_desa(DESA, oleh=kab.petugas)
    # Bila: petugas mengetik sebelum formulirnya diunggah, daftar tidak dapat dikunci.
    paket = desa.paket(2)
    desa.rapat(paket)
    with pytest.raises(TidakBisa, match="formulir usulan"):
        op.siapkan_musyawarah(paket, oleh=desa.operator, versi=paket.versi_baris)
    simpan_formulir(paket, pemindaian.siapkan_pindaian([gambar(), gambar("red")], "formulir.jpg"), oleh=desa.operator)
    # Dan: musyawarah berjalan, kertas ditandatangani di desa, pindaiannya diunggah, keputusan kepala desa dicatat.
    paket = desa.siap_ajukan(paket)
    op.ajukan(paket, oleh=desa.operator, versi=paket.versi_baris, dicatat=True)
    assert (paket.status, paket.diketik) == ("diajukan", "operator_kecamatan")
    # Maka: pengetik tidak menelaah; rekannya yang menelaah dan menyusun, camat memutuskan.
    jawaban = dict.fromkeys(butir_telaah(DESA, paket.dasar), ("ya", ""))
    with pytest.raises(TidakBoleh, match="empat mata"):
        op.isi_telaah(paket, jawaban, oleh=kab.petugas, versi=paket.versi_baris)
    rekan = orang(Peran.OPERATOR_KECAMATAN, KECAMATAN)
    op.isi_telaah(paket, jawaban, oleh=rekan, versi=paket.versi_baris)
    for d in dok.milik_paket(paket.id):
        if d.status == "bertanda_tangan":
            pemindaian.konfirmasi(d, oleh=rekan, versi=d.versi_baris)
    b = bundel_op.terbitkan(JenisBundel.TELAAH, [paket.id], oleh=rekan)
    kertas = db.session.get_one(Dokumen, b.dokumen_id)
    cetak([kertas])
    pemindaian.unggah_pindaian([kertas], [gambar()], penanda=[t.id for t in kertas.tanda_tangan], oleh=rekan)
    bundel_op.putuskan(b, oleh=rekan, versi=b.versi_baris, dicatat=True)
    assert paket.status == "diteruskan"
    # Dan: audit menyebut siapa yang mengetik untuk desa mana, dan siapa yang memutuskan.
    semua = db.session.scalars(sa.select(audit.Audit).where(audit.Audit.objek == paket.sebutan_audit)).all()
    per_aksi = {a.aksi: a for a in semua}
    assert db.session.get_one(audit.AuditIsi, per_aksi["paket.buat"].id).isi["diinput_untuk"] == DESA
    assert per_aksi["paket.ajukan"].pemutus_id == desa.kades.pengguna_id
    assert per_aksi["paket.teruskan"].pemutus_id == kab.camat.pengguna_id
    assert per_aksi["paket.teruskan"].pengguna_id == rekan.pengguna_id
    assert audit.periksa() is None
