"""Request bodies that are JSON or files."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import Depends, Header, Request


async def _body(request: Request) -> bytes:
    return await request.body()


RawBody = Annotated[bytes, Depends(_body)]
ContentType = Annotated[str, Header(alias="content-type", max_length=200)]


def raw_body(json_schema: Mapping[str, Any], example: Any, *files: str) -> dict[str, Any]:
    """Return the OpenAPI of a body that is JSON of a schema, or a file of one of the media types."""
    content: dict[str, Any] = {"application/json": {"schema": dict(json_schema), "example": example}}
    content |= {media_type: {"schema": {"type": "string", "format": "binary"}} for media_type in files}
    return {"requestBody": {"required": True, "content": content}}
