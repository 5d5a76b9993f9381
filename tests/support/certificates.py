"""Whether a certificate is what a service signed."""

import hmac
from collections.abc import Mapping
from typing import Any

from serving.contract.leaving.certificates import signature
from serving.store.vault import Vault


def is_genuine(vault: Vault, certificate_id: str, document: Mapping[str, Any]) -> bool:
    """Whether this service signed a certificate with this content."""
    unsigned = {name: value for name, value in document.items() if name != "signature"}
    return hmac.compare_digest(document.get("signature", ""), signature(vault, certificate_id, unsigned))
