"""The modules that call compiled functions import numba only at the first call."""

import subprocess
import sys

from tests.support.paths import ROOT


def test_numba_is_not_imported_before_the_first_call() -> None:
    code = (
        "import sys, features.ranking.feature_list, serving.http_worker, training.train; print('numba' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)

    assert done.stdout == "False\n"
