"""Whole figures are compared with text files; ``ACTQUIZ_WRITE_GOLDEN=1`` writes them anew."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
