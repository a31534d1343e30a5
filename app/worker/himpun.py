"""Where does the job of a package learn what only the installation knows? Its public address."""

from flask import current_app

from app.domain.laporan import himpunan
from app.infra.jobs import Kemajuan


def kerjakan(kemajuan: Kemajuan, *, himpunan_id: int) -> None:
    """The job."""
    himpunan.kerjakan(kemajuan, himpunan_id, alamat=str(current_app.config["SAHIH_ALAMAT"]))
