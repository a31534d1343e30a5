"""Did htmx ask? Then a fragment is the answer, else a whole page."""

from typing import cast

from htmx_flask import request


def htmx() -> bool:
    """Whether this request came from htmx and wants a fragment (a boosted page wants a whole page)."""
    tanda = cast(object, getattr(request, "htmx", None))
    return bool(tanda) and not getattr(tanda, "boosted", False)
