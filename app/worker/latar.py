"""How does a long job keep out of everybody's way? On a thread that gets only the processor time which nobody wants."""

import contextlib
import os
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from typing import Any

from app.infra.jobs import Kemajuan, Tugas


def di_latar(kerja: Tugas) -> Tugas:
    """The same job, and what processes it starts, behind everything else that runs.

    A thread of its own because the system lets nobody but the administrator come back from there. Beside a process of
    merely low priority the pages of two cores took a third longer, beside one like this a twentieth.
    """

    def jalankan(kemajuan: Kemajuan, **muatan: Any) -> None:
        with ThreadPoolExecutor(1, "latar", _mengalah) as utas:
            utas.submit(copy_context().run, partial(kerja, kemajuan, **muatan)).result()

    return jalankan


def _mengalah() -> None:
    with contextlib.suppress(AttributeError, OSError):  # not on this system
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
