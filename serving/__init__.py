"""What runs while a caller waits."""

import sys
from pathlib import Path


def _forget_rooms_of_another_place(root: Path) -> None:
    """Forget rooms that were imported from elsewhere, so that all code of a process is of one version.

    BentoML takes `onematch:latest` for a module first: an installed one imports `features` before a bento's own code is
    found, and the halves of two versions would meet.
    """
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if name.partition(".")[0] in {"features", "data"} and file and not Path(file).is_relative_to(root):
            del sys.modules[name]


if "." not in __name__:  # in a wheel the rooms stand below one package, and another `data` is somebody else's
    _forget_rooms_of_another_place(Path(__file__).parent.parent)
