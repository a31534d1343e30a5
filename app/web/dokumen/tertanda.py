"""What do signing and sealing on screen share? Both happen before the transaction that records them."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import current_app, g
from flask.typing import ResponseReturnValue

from app.domain.akses import policy, throttle
from app.domain.akses.aksi import Aksi
from app.domain.akses.pelaku import Pelaku
from app.domain.dokumen import penandatanganan as ttd
from app.infra.db import db
from app.infra.galat import Galat, GalatIsian
from app.infra.signing import Setelan
from app.web.sesi import pelaku, tulis

Tampilan = TypeVar("Tampilan", bound=Callable[..., ResponseReturnValue])


def tertanda_dulu(aksi: Aksi, bubuhkan: Callable[[int, Pelaku], ttd.Tertanda]) -> Callable[[Tampilan], Tampilan]:
    """Sign before the transaction: nobody's lock waits for a signature.

    The view finds `g.tertanda`: the stored signed bytes, or the Galat that says why there are none. A repeated form is
    answered by the transaction before that is looked at.
    """

    def pasang(tampilan: Tampilan) -> Tampilan:
        @wraps(tampilan)
        def jalan(dokumen_id: int, **lain: Any) -> ResponseReturnValue:
            policy.wajib_mungkin(pelaku(), aksi)
            try:
                g.tertanda = bubuhkan(dokumen_id, pelaku())
            except Galat as tidak:
                g.tertanda = tidak
            finally:
                db.session.rollback()
            return tampilan(dokumen_id, **lain)

        return jalan  # type: ignore[return-value]

    return pasang


def kunci_berjeda(oleh: Pelaku, bidang: str, buka: Callable[[], ttd.Kunci]) -> ttd.Kunci:
    """The key that `buka` opens. Wrong passphrases (typed into `bidang`) delay the next try, as at sign-in; each is
    counted in its own transaction."""
    tanda = throttle.kunci_frasa(oleh.pengguna_id)
    if tunggu := throttle.sisa_tunggu(tanda):
        raise GalatIsian(bidang={bidang: f"Terlalu sering salah. Coba lagi dalam {tunggu} detik."})
    try:
        return buka()
    except GalatIsian:
        db.session.rollback()
        with tulis():
            throttle.catat_gagal(tanda)
        raise


def setelan() -> Setelan:
    """The time-stamping service of this installation."""
    return Setelan(str(current_app.config["SAHIH_TSA"]), str(current_app.config["SAHIH_TSA_AKAR"]))
