"""What may a log line say? Never a 16-digit number: what might be a NIK or KK is masked before it is written."""

import logging
import re

_NOMOR = re.compile(r"(?<!\d)\d{16}(?!\d)")
PENCATAT = ("sahih", "sahih.worker", "app.infra.pdf", "app.infra.proses_anak")


def tanpa_nomor(teks: str) -> str:
    """The text with every number of 16 digits masked."""
    return _NOMOR.sub("[nomor disamarkan]", teks)


class TanpaNomor(logging.Filter):
    """Masks the message and the traceback: an exception quotes the value that it did not like."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always lets the record pass, cleaned."""
        record.msg, record.args = tanpa_nomor(record.getMessage()), None
        if record.exc_info:
            record.exc_text = tanpa_nomor(logging.Formatter().formatException(record.exc_info))
            record.exc_info = None
        return True


_SARING = TanpaNomor()


def pasang() -> None:
    """Put the filter on every logger of ours; doing it again changes nothing."""
    for nama in PENCATAT:
        logging.getLogger(nama).addFilter(_SARING)
