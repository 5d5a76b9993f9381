"""The image of the bento: Python with the packages, no compiler, and the command line `onematch`."""

import sys

from bentoml.images import Image

BUILDERS = "g++ pkg-config libicu-dev"
STEPS = (
    # Only PyICU has no wheel. It is built here, and what builds it is removed in the same layer.
    "apt-get update -q",
    f"apt-get install -q -y --no-install-recommends {BUILDERS}",
    "pip wheel --no-cache-dir --no-deps --wheel-dir /wheels pyicu",
    "apt-mark manual $(dpkg-query -W -f '${Package} ' 'libicu[0-9]*')",
    f"apt-get purge -q -y --auto-remove {BUILDERS}",
    "rm -rf /var/lib/apt/lists/*",
    "mkdir -p /etc/uv",
    """echo 'find-links = ["/wheels"]' > /etc/uv/uv.toml""",
    # The command line runs from the bento's own code.
    r"""printf '#!/bin/sh\nPYTHONPATH=$BENTO_PATH/src exec python -m onematch "$@"\n' > /usr/local/bin/onematch""",
    "chmod +x /usr/local/bin/onematch",
)
# Of a distribution that BentoML knows it would install compilers, which stay in the image.
IMAGE = Image(distro="slim", base_image=f"python:{sys.version_info.major}.{sys.version_info.minor}-slim")
IMAGE.run(" && ".join(STEPS))
