"""A stand-in for BSrE's e-sign service on the loopback, versions 1 and 2, that fails in every way the real one can."""

import base64
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

NIK, FRASA = "3328100101800001", "frasa bsre yang benar"
AKUN = "Basic " + base64.b64encode(b"kabupaten:rahasia-kantor").decode()


class Bsre(ThreadingHTTPServer):
    """`ulah` ∈ baik | bisu | sampah | galat_setelah | tidak_aktif; `dibuat` counts the signatures really made."""

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
        tertanda = berkas + f"\n% BSrE /ByteRange {time.monotonic_ns()}\n%%EOF\n".encode()
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
