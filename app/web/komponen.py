"""Which parts of a page are so small and so many that calling their macro each time costs more than drawing them?"""

from functools import lru_cache
from typing import Any

from flask import current_app


@lru_cache(maxsize=1024, typed=True)  # typed: markup of ours equals the same text of others, which must be escaped
def status_tag(label: str, rona: str = "netral") -> Any:
    """Where something stands, as a coloured tag: the macro's markup, kept, for a few words stand on thousands of
    tags."""
    return current_app.jinja_env.get_template("components/status.html").module.status_tag(label, rona)  # type: ignore[attr-defined]
