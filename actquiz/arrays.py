"""Names for the arrays that functions take and return; what a shape is, each docstring says."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
"""Any dtype: mostly float32 or float64, as the caller chose."""
Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Booleans = NDArray[np.bool_]
