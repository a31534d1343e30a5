"""A time stamp authority (RFC 3161) on the loopback: real tokens over real HTTP, and the ways it can fail."""

import datetime as dt
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore


class Tsa(ThreadingHTTPServer):
    """`ulah` ∈ baik | lambat | galat | sampah | tolak | bohong (a token over something else); `jam` is its clock."""

    daemon_threads = True

    def __init__(self, jam: dt.datetime) -> None:
        super().__init__(("127.0.0.1", 0), _Jawab)
        self.ulah, self.dimintai, self.jam = "baik", 0, jam
        self.akar, self._juru = _buat(jam)
        self.lepas = threading.Event()
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def alamat(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/tsa"

    def jawab(self, minta: bytes) -> bytes:
        permintaan = tsp.TimeStampReq.load(minta)
        if self.ulah == "tolak":
            return bytes(tsp.TimeStampResp({"status": {"status": "rejection"}}).dump())
        if self.ulah == "bohong":
            permintaan["message_imprint"]["hashed_message"] = b"\0" * 32
        self._juru.fixed_dt = self.jam
        return bytes(self._juru.request_tsa_response(permintaan).dump())

    def tutup(self) -> None:
        self.lepas.set()
        self.shutdown()
        self.server_close()


class _Jawab(BaseHTTPRequestHandler):
    server: Tsa

    def log_message(self, *_: Any) -> None:
        """Silent."""

    def do_POST(self) -> None:
        minta = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.dimintai += 1
        assert self.headers["Content-Type"] == "application/timestamp-query"
        if self.server.ulah == "lambat":
            self.server.lepas.wait(10)
        if self.server.ulah == "galat":
            self.send_error(503)
            return
        isi = b"<html>bukan cap waktu</html>" if self.server.ulah == "sampah" else self.server.jawab(minta)
        self.send_response(200)
        self.send_header("Content-Type", "application/timestamp-reply")
        self.send_header("Content-Length", str(len(isi)))
        self.end_headers()
        self.wfile.write(isi)


def _buat(jam: dt.datetime) -> tuple[str, DummyTimeStamper]:
    """The authority's root (PEM), and who stamps."""
    kunci_akar, kunci = (rsa.generate_private_key(65537, 2048) for _ in range(2))
    nama_akar, nama = (x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, n)]) for n in ("Akar Cap Waktu", "Cap Waktu"))

    def susun(subjek: x509.Name, publik: Any, *, ca: bool) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder()
            .subject_name(subjek)
            .issuer_name(nama_akar)
            .public_key(publik)
            .serial_number(x509.random_serial_number())
            .not_valid_before(jam - dt.timedelta(days=1))
            .not_valid_after(jam + dt.timedelta(days=3650))
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        )

    akar = susun(nama_akar, kunci_akar.public_key(), ca=True).sign(kunci_akar, hashes.SHA256())
    guna = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
    satu = susun(nama, kunci.public_key(), ca=False).add_extension(guna, critical=True)
    sertifikat = satu.sign(kunci_akar, hashes.SHA256())
    gudang = SimpleCertificateStore()
    gudang.register(_asn1(akar))
    pkcs8 = kunci.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    juru = DummyTimeStamper(_asn1(sertifikat), keys.PrivateKeyInfo.load(pkcs8), certs_to_embed=gudang)
    return akar.public_bytes(serialization.Encoding.PEM).decode(), juru


def _asn1(sertifikat: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(sertifikat.public_bytes(serialization.Encoding.DER))
