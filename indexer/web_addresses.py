"""Addresses on the web: what may become a link."""

from __future__ import annotations

import re

_WEB_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


def is_web_address(text: str) -> bool:
    """Whether the whole text is one address that begins with `http://` or `https://`."""
    return _WEB_ADDRESS.fullmatch(text) is not None
