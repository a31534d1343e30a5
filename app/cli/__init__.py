"""How do operators reach it? Commands of `flask --app wsgi`."""

from importlib import import_module

import click
from flask import Flask

from app.cli import akses, aturan, audit, berkas, dokumen, pengguna, registri, usulan, wilayah, worker


class Tertunda(click.Group):
    """A group whose module is loaded when somebody asks for it: a web process never pays for the demo."""

    def _muat(self) -> click.Group:
        grup: click.Group = getattr(import_module(f"app.cli.{self.name}"), str(self.name))
        return grup

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The group's own list."""
        return self._muat().list_commands(ctx)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The group's own command."""
        return self._muat().get_command(ctx, cmd_name)


PERINTAH: tuple[click.Command, ...] = (
    registri.registri,
    akses.akses,
    pengguna.pengguna,
    wilayah.wilayah,
    aturan.aturan,
    worker.worker,
    usulan.usulan,
    audit.audit,
    berkas.berkas,
    Tertunda("demo", help="Data contoh untuk mencoba Sahih."),
    dokumen.dokumen,
)


def pasang(app: Flask) -> None:
    """Register every command."""
    for perintah in PERINTAH:
        app.cli.add_command(perintah)
