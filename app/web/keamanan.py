"""What does every answer carry for safety, and may this request write at all?"""

from flask import Flask, Response, request

from app.infra.db import hanya_baca

CSP = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-src 'self'; frame-ancestors 'none'"
)
KEPALA = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), microphone=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def pasang(app: Flask) -> None:
    """Register the hooks."""

    @app.before_request
    def tentukan_tulis() -> None:
        hanya_baca(request.method in ("GET", "HEAD", "OPTIONS"))

    @app.after_request
    def lengkapi(jawaban: Response) -> Response:
        for nama, nilai in KEPALA.items():
            jawaban.headers.setdefault(nama, nilai)
        jawaban.headers.setdefault("Content-Security-Policy", CSP)
        if app.config["SESSION_COOKIE_SECURE"]:
            jawaban.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        if request.endpoint != "static":
            jawaban.headers.setdefault("Cache-Control", "no-store")
            jawaban.vary.add("HX-Request")
        return jawaban

    @app.teardown_request
    def pulihkan(_galat: BaseException | None) -> None:
        hanya_baca(False)
