"""How is a PDF signed and judged? The program of the child process that alone knows pyHanko, for `signing.py`.

Started as a script, as `pdf_proses.py` is: no database and no keys of the application come into it, and what the
libraries weigh (50 MB) is gone when the last paper is signed.

Standard input is one end of a socket pair. A request is JSON, followed by the bytes of the PDF; the answer is JSON,
followed (after a signing) by the signed PDF. JSON `{galat, rinci}` alone: nothing was made.
"""

import base64
import datetime as dt
import io
import json
import logging
import os
import re
import resource
import sys
import tempfile
import urllib.request
from collections.abc import Callable
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pypdfium2
from asn1crypto import cms, crl, tsp, x509
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.validation import EmbeddedPdfSignature, PdfSignatureStatus, validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator import ValidationContext

BATAS_MEMORI = 2 * 1024**3
MAKS_TSA = 64 * 1024
_ENAM_BELAS = re.compile(r"(?<!\d)\d{16}(?!\d)")  # a NIK in the name of a certificate
# The room for a signature on our papers (19 mm), its block a little lower; as wide as half a page's column.
TINGGI, LEBAR, JARAK = 48.0, 168.0, 2.0
# Beside the box for the duty stamp, whose place is the middle of the column.
GESER_METERAI = 108.0


class Tidak(Exception):
    """Why nothing was signed: a word of `signing.SEBAB`, and what the library said, for the log."""

    def __init__(self, galat: str, rinci: str = "") -> None:
        self.galat, self.rinci = galat, rinci
        super().__init__(galat)


def tandatangani(p: dict[str, Any], isi: bytes) -> tuple[dict[str, Any], bytes]:
    """One signature in the field `p["bidang"]`; the paper's other fields are made first, with the first signature."""
    penanda = _penanda(p)
    ada = _bidang(isi)
    if kurang := [satu for satu in p["semua"] if satu["bidang"] not in ada]:
        isi = _siapkan_bidang(isi, kurang)
    tsa = _tsa(p)
    arsip = bool(tsa and p.get("tsa_akar"))
    meta = signers.PdfSignatureMetadata(
        field_name=p["bidang"],
        reason=p["alasan"],
        location=p["tempat"],
        subfilter=fields.SigSeedSubFilter.PADES,
        md_algorithm="sha256",
        # The first signature says what may still happen to the paper: further signatures, nothing else.
        certify=not _bertanda(isi),
        docmdp_permissions=fields.MDPPerm.FILL_FORMS,
        embed_validation_info=arsip,
        use_pades_lta=arsip,
        validation_context=_percaya(p, _saat(p)) if arsip else None,
    )
    with tempfile.TemporaryDirectory() as folder:
        cap = Path(folder, "cap.pdf")
        cap.write_bytes(_gambar(p["cap"]))
        gaya = StaticStampStyle.from_pdf_file(str(cap), border_width=0, background_opacity=1.0)
        juru = signers.PdfSigner(meta, signer=penanda, timestamper=tsa, stamp_style=gaya)
        hasil = juru.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(isi)), existing_fields_only=True)
    _pastikan(p, hasil.getvalue())
    tingkat = "B-LTA" if arsip else "B-T" if tsa else "B-B"
    return {"tingkat": tingkat}, hasil.getvalue()


def _gambar(html: str) -> bytes:
    """The visible block as a PDF. The engine is loaded here only: who judges a file does not wait for it."""
    pemuat = import_module("weasyprint.urls").URLFetcher(allowed_protocols=["data"])
    return bytes(import_module("weasyprint").HTML(string=html, url_fetcher=pemuat).write_pdf())


def _pastikan(p: dict[str, Any], isi: bytes) -> None:
    """Judge what was just made before it counts: also a time stamp that was given may be of something else."""
    ttd = PdfFileReader(io.BytesIO(isi)).embedded_regular_signatures[-1]
    s = validate_pdf_signature(ttd, _percaya(p, _saat(p)))
    cap = s.timestamp_validity
    if p.get("tsa") and (cap is None or not (cap.valid and cap.intact and (cap.trusted or not p.get("tsa_akar")))):
        raise Tidak("cap_waktu", "token")
    if not (s.intact and s.valid and s.trusted and s.docmdp_ok):
        raise Tidak("naskah", s.summary()[:100])


def _penanda(p: dict[str, Any]) -> signers.SimpleSigner:
    # The library answers every trouble with None; whether it was the passphrase is asked by the parent before.
    penanda: signers.SimpleSigner | None = signers.SimpleSigner.load_pkcs12_data(
        base64.b64decode(p["p12"]), other_certs=[], passphrase=p["sandi"].encode()
    )
    if penanda is None:
        raise Tidak("sandi")
    return penanda


class CapWaktu(TimeStamper):
    """The time-stamping service (RFC 3161) at an address that the administrator set."""

    def __init__(self, alamat: str, batas_detik: float) -> None:
        super().__init__()
        self._alamat, self._batas = alamat, batas_detik

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        """A time stamp, or nothing is signed: an answer of any other kind is as good as none."""
        try:
            return await super().async_timestamp(message_digest, md_algorithm)
        except Exception as galat:  # the service may answer anything
            raise Tidak("cap_waktu", _tempat(galat)) from None

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Ask once."""
        kepala = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
        minta = urllib.request.Request(self._alamat, req.dump(), kepala)  # noqa: S310  # config.py lets only http(s) pass
        with urllib.request.urlopen(minta, timeout=self._batas) as jawaban:  # noqa: S310
            return tsp.TimeStampResp.load(jawaban.read(MAKS_TSA))


def _tsa(p: dict[str, Any]) -> CapWaktu | None:
    return CapWaktu(p["tsa"], p["tsa_detik"]) if p.get("tsa") else None


def _bidang(isi: bytes) -> list[str]:
    return [nama for nama, _, _ in fields.enumerate_sig_fields(PdfFileReader(io.BytesIO(isi)))]


def _bertanda(isi: bytes) -> bool:
    return bool(PdfFileReader(io.BytesIO(isi)).embedded_signatures)


def _siapkan_bidang(isi: bytes, semua: list[dict[str, Any]]) -> bytes:
    """All signature fields in one increment, each in its signer's room: what is added later than the first signature
    would be a change of the paper."""
    tulis = IncrementalPdfFileWriter(io.BytesIO(isi))
    for satu in semua:
        letak = _letak(isi, satu["nama"], satu["meterai"])
        halaman, kotak = letak or (0, None)
        fields.append_signature_field(
            tulis,
            fields.SigFieldSpec(
                sig_field_name=satu["bidang"],
                on_page=halaman,
                box=kotak,
                readable_field_name=f"Tanda tangan elektronik {satu['jabatan']}",
            ),
        )
    keluar = io.BytesIO()
    tulis.write(keluar)
    return keluar.getvalue()


def _letak(isi: bytes, nama: str, meterai: bool) -> tuple[int, tuple[int, int, int, int]] | None:
    """Page and box above the last place where the name is printed; None where the paper does not print it."""
    if not nama:
        return None
    pdf = pypdfium2.PdfDocument(isi)
    try:
        for nomor in reversed(range(len(pdf))):
            if kotak := _pada_halaman(pdf[nomor], nama):
                kiri, _, kanan, atas = kotak
                tengah = (kiri + kanan) / 2 + (GESER_METERAI if meterai else 0)
                lebar = 84.0 if meterai else LEBAR
                x = min(max(tengah - lebar / 2, 28), pdf[nomor].get_width() - lebar - 20)
                y = atas + JARAK
                return nomor, (round(x), round(y), round(x + lebar), round(y + TINGGI))
    finally:
        pdf.close()
    return None


def _pada_halaman(halaman: Any, nama: str) -> tuple[float, float, float, float] | None:
    teks = halaman.get_textpage()
    pencari, akhir = teks.search(nama, match_case=True), None
    while ada := pencari.get_next():
        akhir = ada
    if akhir is None:
        return None
    kotak = [teks.get_rect(i) for i in range(teks.count_rects(*akhir))]
    if not kotak:
        return None
    return (min(k[0] for k in kotak), min(k[1] for k in kotak), max(k[2] for k in kotak), max(k[3] for k in kotak))


def _percaya(p: dict[str, Any], saat: dt.datetime, *, dulu: bool = False) -> ValidationContext:
    """Whom to trust at a moment; `dulu`: one that is past, judged by lists of revocations made since."""
    pem = "\n".join([*p["akar"], p.get("tsa_akar") or ""]).strip()
    akar = list(load_certs_from_pemder_data(pem.encode())) if pem else []
    daftar = [crl.CertificateList.load(base64.b64decode(c)) for c in p.get("crl", [])]
    return ValidationContext(
        trust_roots=akar,
        crls=daftar,
        allow_fetching=False,
        revocation_mode="soft-fail",
        moment=saat,
        retroactive_revinfo=dulu,
    )


def periksa(p: dict[str, Any], isi: bytes) -> tuple[dict[str, Any], bytes]:
    """Every signature of the file, judged against the roots given: whole, by whom, when, and what is wrong."""
    hasil = []
    for ttd in PdfFileReader(io.BytesIO(isi)).embedded_regular_signatures:
        kini = validate_pdf_signature(ttd, _percaya(p, _saat(p)))
        s = _waktu_itu(p, ttd, kini)
        hasil.append(
            {
                "bidang": ttd.field_name,
                "nama": _nama(ttd.signer_cert),
                "seri": format(ttd.signer_cert.serial_number, "x"),
                "waktu": s.signer_reported_dt.isoformat() if s.signer_reported_dt else "",
                "waktu_tepercaya": bool(s.timestamp_validity and s.timestamp_validity.trusted),
                "bercap_waktu": s.timestamp_validity is not None,
                "utuh": bool(s.intact and s.valid),
                "tepercaya": bool(s.trusted),
                "dicabut": bool(kini.revoked),
                "sah": bool(s.bottom_line),
                "seluruh": _seluruh(s),
                "akhir": ttd.byte_range[2] + ttd.byte_range[3],
                "angka": _ENAM_BELAS.findall(str(ttd.signer_cert.subject.native)),
                "rinci": s.summary(),
            }
        )
    return {"tanda_tangan": hasil}, b""


def _waktu_itu(p: dict[str, Any], ttd: EmbeddedPdfSignature, kini: PdfSignatureStatus) -> PdfSignatureStatus:
    """The judgement that counts: what was signed while the certificate held stays signed when it ends or is revoked.

    When that was is known from a trusted time stamp in the file, else from the register (`tercatat`).
    """
    cap, tercatat = kini.timestamp_validity, p.get("tercatat", {}).get(ttd.field_name)
    if kini.bottom_line or not (kini.intact and kini.valid):
        return kini
    if cap is not None and cap.valid and cap.intact and cap.trusted:
        saat = cap.timestamp
    elif tercatat:
        saat = dt.datetime.fromisoformat(tercatat)
    else:
        return kini
    return validate_pdf_signature(ttd, _percaya(p, saat, dulu=True))


def _seluruh(s: PdfSignatureStatus) -> bool:
    """Whether the file ends with this signature, but for what proves it in later years."""
    if s.coverage is SignatureCoverageLevel.ENTIRE_FILE:
        return True
    sesudah = s.modification_level is ModificationLevel.LTA_UPDATES
    return s.coverage is SignatureCoverageLevel.ENTIRE_REVISION and sesudah


def _saat(p: dict[str, Any]) -> dt.datetime:
    return dt.datetime.fromisoformat(p["saat"])


def _nama(sertifikat: x509.Certificate) -> str:
    return str(sertifikat.subject.native.get("common_name") or sertifikat.subject.human_friendly)


PERINTAH: dict[str, Callable[[dict[str, Any], bytes], tuple[dict[str, Any], bytes]]] = {
    "tandatangani": tandatangani,
    "periksa": periksa,
}


def jawab(permintaan: bytes, isi: bytes) -> tuple[dict[str, Any], bytes]:
    """One request; every failure becomes a word that the parent knows."""
    p = json.loads(permintaan)
    try:
        return PERINTAH[p["apa"]](p, isi)
    except Tidak as tidak:
        return {"galat": tidak.galat, "rinci": tidak.rinci}, b""
    except Exception as galat:  # a file from outside may break the libraries in any way
        return {"galat": "naskah", "rinci": _tempat(galat)}, b""


def _tempat(galat: BaseException) -> str:
    """Type and place of an error, without its message: that may quote the paper."""
    jejak = galat.__traceback__
    while jejak is not None and jejak.tb_next is not None:
        jejak = jejak.tb_next
    tempat = f" ({Path(jejak.tb_frame.f_code.co_filename).name}:{jejak.tb_lineno})" if jejak else ""
    return f"{type(galat).__name__}{tempat}"


def utama() -> None:
    """Serve the parent until it closes its end."""
    resource.setrlimit(resource.RLIMIT_AS, (BATAS_MEMORI, resource.RLIM_INFINITY))
    logging.disable(logging.CRITICAL)
    sambungan = Connection(os.dup(sys.stdin.fileno()))
    while True:
        try:
            permintaan, isi = sambungan.recv_bytes(), sambungan.recv_bytes()
        except EOFError:
            return
        jawaban, hasil = jawab(permintaan, isi)
        sambungan.send_bytes(json.dumps(jawaban).encode())
        if "galat" not in jawaban:
            sambungan.send_bytes(hasil)


if __name__ == "__main__":
    utama()
