"""TLS of outgoing calls: version 1.2 or newer, with certificates checked (S76)."""

import ssl
from functools import cache


@cache
def secure_context() -> ssl.SSLContext:
    """Return the context that every outgoing client uses: `httpx.Client(verify=secure_context())`."""
    return demanding(ssl.create_default_context())


def demanding(context: ssl.SSLContext) -> ssl.SSLContext:
    """Make a context refuse versions before TLS 1.2."""
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
