"""Where numba keeps a compiled function: by room and package, so that all checkouts of the same sources share it."""

from pathlib import Path

from numba.core.caching import UserProvidedCacheLocator

from features.schema.rooms import ROOT


class SharedCacheLocator(UserProvidedCacheLocator):
    """A folder of the cache for each `compiled/` package.

    Numba's own locator hashes the path of the sources. The folder of the cache is named by the digest of all compiled
    sources already, and numba keeps the hash of each module beside its functions, so that the path adds nothing but a
    compilation of a minute for every checkout, container and bento.
    """

    @classmethod
    def get_suitable_cache_subpath(cls, py_file: str) -> str:
        """Return the package below the project's root, such as `features-compiled`."""
        return "-".join(Path(py_file).resolve().parent.relative_to(ROOT).parts)
