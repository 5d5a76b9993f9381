"""A person's rights: all that is stored on a record, and its erasure, whose certificate the page shows."""

from starlette.responses import Response

from features.schema.texts import wording
from serving.console.page import Role, Visit, pages
from serving.contract.linking.pair_page import record_path


async def show(visit: Visit) -> Response:
    """Show every row that names a record, or return them as a file (`as=json`)."""
    answer = await visit.api.send("GET", _stored(visit))
    if visit.asked("as") == "json":
        return visit.attachment(answer.content, "application/json", 'attachment; filename="stored.json"')
    return await visit.show("stored.html.j2", stored=answer.json(), certificate=None)


async def erase(visit: Visit) -> Response:
    """Erase a record, once its id is typed, and show the certificate."""
    visit.require_typed(visit.request.path_params["record_id"], wording("the record's id"))
    answer = await visit.api.send("DELETE", _stored(visit))
    return await visit.show("stored.html.j2", stored=None, certificate=answer.json())


def _stored(visit: Visit) -> str:
    path = record_path(visit.request.path_params["object"], visit.request.path_params["record_id"])
    return path.replace("/records/", "/stored/", 1)


_PATH = "/stored/{object}/{record_id:path}"
PAGES = pages(Role.ADMIN, {_PATH: show}, {_PATH: erase})
