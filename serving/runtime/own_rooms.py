"""All rooms of a process come from one place: imported before any of them, it forgets those of another place.

BentoML takes `onematch:latest` for a module first: an installed one imports `features` before a bento's own code is
found, and the halves of two versions would meet.
"""

import sys
from pathlib import Path


def _forget_rooms_of_another_place(root: Path) -> None:
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if name.partition(".")[0] in {"features", "data"} and file and not Path(file).is_relative_to(root):
            del sys.modules[name]


if __name__.partition(".")[0] == "serving":  # in a wheel the rooms stand below one package, another `data` is not ours
    _forget_rooms_of_another_place(Path(__file__).parents[2])
