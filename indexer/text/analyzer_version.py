"""The version of the analyzer, by itself: a build names the one that its terms are of."""

from __future__ import annotations

import unicodedata

import Stemmer

VERSION = f"3 (Snowball {Stemmer.version()}, Unicode {unicodedata.unidata_version})"
