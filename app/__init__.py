"""What is Sahih made of? `create_app` of app.aplikasi, loaded when it is asked for: the worker needs only a part."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.aplikasi import create_app as create_app


def __getattr__(nama: str) -> Any:
    if nama == "create_app":
        return import_module("app.aplikasi").create_app
    raise AttributeError(nama)
