"""How does the web server run? Threads for waiting, one process per core, memory kept in bounds."""

import gc
import os
from pathlib import Path
from typing import Any

wsgi_app = "wsgi:app"
bind = os.environ.get("SAHIH_DENGAR", "127.0.0.1:8000")
worker_class = "gthread"
workers = int(os.environ.get("SAHIH_PROSES", os.cpu_count() or 2))
threads = 4
reuse_port = True  # otherwise connections that stay open pile up on one process
timeout = 60
graceful_timeout = 30
keepalive = 15
max_requests = 5000
max_requests_jitter = 500
limit_request_line = 8190
control_socket_disable = True  # a socket in the home folder of the service user that nobody asked for
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - heartbeat files, no data

errorlog = "-"
accesslog = os.environ.get("SAHIH_LOG_AKSES", "-")
# The path without its query string, and no referrer: what people search for stays out of the log.
access_log_format = '%(h)s %(m)s %(U)s %(s)s %(B)s %(M)sms "%(a)s"'


def post_worker_init(_worker: Any) -> None:
    """What the start has loaded stays for ever: looking through it for garbage was a tenth of the time of a page."""
    gc.collect()
    gc.freeze()
