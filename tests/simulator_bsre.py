"""A stand-in for BSrE's e-sign service on the loopback, versions 1 and 2, that fails in every way the real one can."""

import base64
import datetime as dt
import functools
import io
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pikepdf
from asn1crypto import keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

NIK, FRASA = "3328100101800001", "frasa bsre yang benar"
ORANG_LAIN = "3328100101800002"
AKUN = "Basic " + base64.b64encode(b"kabupaten:rahasia-kantor").decode()


class Bsre(ThreadingHTTPServer):
    """`ulah` ∈ baik | bisu | sampah | galat_setelah | tidak_aktif, or an answer that only looks right: palsu | ekor |
    simpan_ulang | berkas_lain | dua | orang_lain | tanpa_nik. `dibuat` counts the signatures really made."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Jawab)
        self.ulah, self.dibuat, self.diminta = "baik", 0, []  # type: ignore[var-annotated]
        self.lepas = threading.Event()
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def alamat(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def tutup(self) -> None:
        self.lepas.set()
        self.shutdown()
        self.server_close()


class _Jawab(BaseHTTPRequestHandler):
    server: Bsre

    def log_message(self, *_: Any) -> None:
        """Silent."""

    def do_POST(self) -> None:
        badan = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.diminta.append(self.path)
        if self.headers.get("Authorization") != AKUN:
            return self._json(401, {"error": "Unauthorized"})
        if self.path == "/api/v2/user/check/status":
            aktif = self.server.ulah != "tidak_aktif"
            return self._json(200, {"status": "ISSUE" if aktif else "EXPIRED", "status_code": 1111 if aktif else 2021})
        if self.path == "/api/v2/sign/pdf":
            isi = json.loads(badan)
            berkas = base64.b64decode(isi["file"][0])
            return self._tanda(isi["nik"], isi["passphrase"], berkas, versi=2)
        if self.path == "/api/sign/pdf":
            nik, frasa, berkas = _bongkar(badan, self.headers["Content-Type"])
            return self._tanda(nik, frasa, berkas, versi=1)
        return self._json(404, {"error": "Not found"})

    def _tanda(self, nik: str, frasa: str, berkas: bytes, *, versi: int) -> None:
        ulah = self.server.ulah
        if ulah == "tidak_aktif":
            return self._json(400, {"status_code": 2021, "error": f"User {nik} tidak aktif"})
        if (nik, frasa) != (NIK, FRASA):
            return self._json(400, {"status_code": 2031, "error": "Passphrase anda salah"})
        self.server.dibuat += 1
        if ulah == "bisu":
            self.server.lepas.wait(10)
            return None
        if ulah == "galat_setelah":
            return self._json(502, {"error": "Bad gateway"})
        if ulah == "sampah":
            return self._kirim(200, b"<html>Sedang dalam pemeliharaan</html>", "text/html")
        tertanda = _bertanda(berkas, ulah)
        if versi == 1:
            return self._kirim(200, tertanda, "application/pdf")
        return self._json(200, {"time": 12, "file": [base64.b64encode(tertanda).decode()]})

    def _json(self, kode: int, isi: dict[str, Any]) -> None:
        self._kirim(kode, json.dumps(isi).encode(), "application/json")

    def _kirim(self, kode: int, isi: bytes, jenis: str) -> None:
        self.send_response(kode)
        self.send_header("Content-Type", jenis)
        self.send_header("Content-Length", str(len(isi)))
        self.end_headers()
        self.wfile.write(isi)


def _bongkar(badan: bytes, jenis: str) -> tuple[str, str, bytes]:
    """nik, passphrase and file of a multipart body, read as strictly as a server does."""
    batas = b"--" + jenis.split("boundary=")[1].encode()
    isi: dict[str, bytes] = {}
    for bagian in badan.split(batas + b"\r\n")[1:]:
        kepala, _, nilai = bagian.partition(b"\r\n\r\n")
        nama = kepala.decode().split('name="')[1].split('"')[0]
        isi[nama] = nilai.removesuffix(batas + b"--\r\n").removesuffix(b"\r\n")
    return isi["nik"].decode(), isi["passphrase"].decode(), isi["file"]


def pdf_kosong() -> bytes:
    """The smallest paper that can be signed."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        keluar = io.BytesIO()
        pdf.save(keluar, deterministic_id=True)
    return keluar.getvalue()


def _bertanda(berkas: bytes, ulah: str) -> bytes:
    if ulah == "palsu":
        return berkas + b"\n% BSrE /ByteRange [0 1 2 3]\n%%EOF\n"
    if ulah == "simpan_ulang":
        with pikepdf.open(io.BytesIO(berkas)) as pdf:
            keluar = io.BytesIO()
            pdf.save(keluar)
        berkas = keluar.getvalue()
    nik = {"orang_lain": ORANG_LAIN, "tanpa_nik": ""}.get(ulah, NIK)
    hasil = _tanda_sungguhan(pdf_kosong() + b"% lain" if ulah == "berkas_lain" else berkas, nik)
    if ulah == "dua":
        hasil = _tanda_sungguhan(hasil, nik)
    return hasil + b"\n% tambahan\n" if ulah == "ekor" else hasil


def _tanda_sungguhan(berkas: bytes, nik: str) -> bytes:
    nomor = berkas.count(b"/ByteRange") + 1
    meta = signers.PdfSignatureMetadata(field_name=f"BSrE-{nomor}", md_algorithm="sha256")
    keluar = signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(berkas)), meta, signer=_penanda(nik))
    return bytes(keluar.getvalue())


@functools.cache
def _penanda(nik: str) -> signers.SimpleSigner:
    """A signer whose certificate tells the NIK ("" it does not)."""
    kunci = ec.generate_private_key(ec.SECP256R1())
    bagian = [x509.NameAttribute(NameOID.COMMON_NAME, "BUDI RIYADI")]
    nama = x509.Name([*bagian, *([x509.NameAttribute(NameOID.SERIAL_NUMBER, nik)] if nik else [])])
    sertifikat = (
        x509.CertificateBuilder()
        .subject_name(nama)
        .issuer_name(nama)
        .public_key(kunci.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
        .not_valid_after(dt.datetime(2049, 1, 1, tzinfo=dt.UTC))
        .sign(kunci, hashes.SHA256())
    )
    der = sertifikat.public_bytes(serialization.Encoding.DER)
    pkcs8 = kunci.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return signers.SimpleSigner(
        asn1_x509.Certificate.load(der), keys.PrivateKeyInfo.load(pkcs8), SimpleCertificateStore()
    )
