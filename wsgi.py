"""Where does a web server or a flask command find the application?"""

import os

import config
from app import create_app

try:
    app = create_app(config.dari_lingkungan(os.environ))
except config.PengaturanSalah as galat:
    raise SystemExit(str(galat)) from None
