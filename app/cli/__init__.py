"""How do operators reach it? Commands of `flask --app wsgi`."""

from importlib import import_module

import click
from flask import Flask
from flask.cli import AppGroup

from app.cli import bahasa

# Each is the module app.cli.<name> with a command of the same name.
PERINTAH = (
    "akses",
    "aturan",
    "audit",
    "berkas",
    "cadangan",
    "db",
    "demo",
    "dokumen",
    "paket",
    "pengguna",
    "registri",
    "sertifikat",
    "usulan",
    "wilayah",
    "worker",
)


class Tertunda(AppGroup):
    """Commands whose module is loaded when somebody asks for it: a web process pays for none of them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names alone load nothing."""
        return sorted({*super().list_commands(ctx), *PERINTAH})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, from its module."""
        if cmd_name in self.commands or cmd_name not in PERINTAH:
            return super().get_command(ctx, cmd_name)
        perintah: click.Command = getattr(import_module(f"app.cli.{cmd_name}"), cmd_name)
        return perintah


def pasang(app: Flask) -> None:
    """Give the application its commands."""
    bahasa.pasang()
    app.cli = Tertunda(app.cli.name)
