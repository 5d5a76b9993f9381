"""Encryption on the way out: TLS 1.2 or newer, with certificates checked, for every call to another system (S76)."""

import ssl
from functools import cache


@cache
def secure_context() -> ssl.SSLContext:
    """Give the context that every outgoing client uses: `httpx.Client(verify=secure_context())`."""
    return demanding(ssl.create_default_context())


def demanding(context: ssl.SSLContext) -> ssl.SSLContext:
    """Let a context refuse whatever is older than TLS 1.2."""
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
