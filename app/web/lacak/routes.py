"""Where is my proposal? By the receipt's code, for anybody; never a name, never a number."""

from flask import Blueprint, make_response, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import TooManyRequests

from app.domain.aturan.berlaku import sebutan
from app.domain.dokumen.kode import berkelompok
from app.domain.registri.nik import enam_belas_digit
from app.domain.usulan import queries_usulan
from app.domain.usulan.baris import label_jenis
from app.domain.usulan.status import (
    LABEL_SIKS,
    Audiens,
    StatusPaket,
    StatusSiks,
    StatusUsulan,
    kedudukan,
    rona_kedudukan,
)
from app.domain.wilayah.zona import zona
from app.infra.jaringan import jaringan
from app.web.sesi import publik
from app.web.v.laju import Laju

bp = Blueprint("lacak", __name__, url_prefix="/lacak")
laju = Laju()
# What the label means for the resident; how a proposal ended goes before where its packet stands.
ARTI_USULAN = {
    StatusUsulan.TIDAK_DISEPAKATI: "Musyawarah belum menyepakati usulan ini. Namanya dapat diusulkan lagi.",
    StatusUsulan.DITUNDA: "Usulan ini ditunda dan dapat dimusyawarahkan lagi pada bulan berikutnya.",
    StatusUsulan.TIDAK_LAYAK: "Menurut pemeriksaan Dinas Sosial, usulan ini belum memenuhi syarat.",
    StatusUsulan.DITARIK: "Usulan ini ditarik atas permintaan warga atau desa/kelurahan.",
    StatusUsulan.GUGUR: "Usulan ini tidak dilanjutkan karena keadaannya berubah, misalnya pindah atau sudah tercatat.",
}
ARTI_PAKET = {
    StatusPaket.DRAF: "Usulan sudah dicatat dan menunggu musyawarah.",
    StatusPaket.SIAP_MUSYAWARAH: "Usulan sudah dicatat dan menunggu musyawarah.",
    StatusPaket.SIAP_DIAJUKAN: "Desa/kelurahan menyiapkan surat untuk mengajukannya.",
    StatusPaket.DIAJUKAN: "Kecamatan memeriksa kelengkapan berkasnya.",
    StatusPaket.DIKEMBALIKAN: "Ada yang sedang diperbaiki desa/kelurahan.",
    StatusPaket.MENUNGGU_TANGGAPAN: "Dinas Sosial menanyakannya kepada desa/kelurahan.",
    StatusPaket.DITERUSKAN: "Dinas Sosial memeriksa data dan keadaannya.",
    StatusPaket.TERVERIFIKASI: "Dinas Sosial sudah memeriksanya; menunggu pengesahan kepala daerah.",
    StatusPaket.DISAHKAN: "Kepala daerah sudah mengesahkannya; Kementerian Sosial yang memutuskan.",
    StatusPaket.SELESAI: "Prosesnya di kabupaten/kota sudah selesai.",
}
BUKAN_NIK = "Yang diketik adalah NIK atau nomor KK. Ketik kode lacak pada tanda terima; jangan menuliskan NIK di sini."


@bp.get("")
@publik
def cari() -> ResponseReturnValue:
    """The form, and the answer when a code was given."""
    diketik = request.args.get("kode", "")[:60]
    if not diketik.strip():
        return render_template("lacak/cari.html", kode="", hasil=None, galat="")
    if enam_belas_digit(diketik):
        # Not repeated on the page: an identity number has no business here.
        return make_response(render_template("lacak/cari.html", kode="", hasil=None, galat=BUKAN_NIK), 422)
    if tunggu := laju.tunggu(jaringan(request.remote_addr or "")):
        raise TooManyRequests(retry_after=tunggu)
    ada = queries_usulan.lacak(diketik)
    if ada is None:
        galat = (
            "Tidak ada usulan dengan kode itu. Periksa kembali 10 huruf dan angka pada tanda terima; huruf besar dan "
            "kecil boleh dicampur."
        )
        return make_response(render_template("lacak/cari.html", kode=diketik, hasil=None, galat=galat), 404)
    hasil = {
        "inisial": ada.inisial,
        "jenis": label_jenis(ada.jenis, ada.wilayah_kode),
        "desa": ada.desa,
        "status": kedudukan(ada.paket, ada.usulan, Audiens.PUBLIK),
        "arti": ARTI_USULAN.get(ada.usulan) or ARTI_PAKET.get(ada.paket, ""),
        "alasan": _alasan(ada),
        "rona": rona_kedudukan(ada.paket, ada.usulan),
        "sejak": ada.sejak,
        "zona": zona(ada.wilayah_kode),
        "siks": _jawaban_pusat(ada),
    }
    return render_template("lacak/cari.html", kode=berkelompok(_rapi(diketik)), hasil=hasil, galat="")


def _rapi(diketik: str) -> str:
    return "".join(h for h in diketik.upper() if h.isalnum())


def _alasan(ada: queries_usulan.Lacakan) -> str:
    """Why it was found not eligible, in the general words of the rule; what was written beside them stays inside."""
    if ada.usulan is not StatusUsulan.TIDAK_LAYAK or not ada.nilai_kode:
        return ""
    return sebutan("alasan_tidak_layak", ada.nilai_kode, ada.wilayah_kode)


def _jawaban_pusat(ada: queries_usulan.Lacakan) -> str:
    """The centre's answer once the regency has signed; before, it would only confuse."""
    if ada.paket not in (StatusPaket.DISAHKAN, StatusPaket.SELESAI) or ada.siks == StatusSiks.BELUM:
        return ""
    return LABEL_SIKS[StatusSiks(ada.siks)]
