"""Page 8: switches, users and licences, imports, activities, jobs, audit, copies, and leaving."""

import uuid
from urllib.parse import urlencode

from starlette.responses import Response

from features.normalise.text import read_sentences
from features.schema.texts import either, wording
from serving.console.api import STALE, Api, Refusal
from serving.console.guard import is_on_loopback
from serving.console.page import ROOT, Role, Visit, pages
from serving.console.sessions import VisitorUnknown
from serving.contract.activities.page import act, activity_names
from serving.crm.vendor import in_address
from serving.crm.vendors import VENDORS
from serving.http.wire.formats import JsonObject
from serving.vocabulary.terms import D4_ORDER, KIND_OF, ActivityKind, ActivityState, Crm, InstanceName, TieCriterion

FIELDS = "/settings/fields"
LISTS = ("imports", "activities", "jobs", "audit", "certificates")
SWITCHES = read_sentences(
    """
    writeback: what sellers do is written to the CRM, with each seller's own grant
    primary_account: InMail and messages belong to the contact's primary account as well
    training: a shared model may learn from this contract's answers
    save_owned_accounts: accounts that a seller owns are saved for them
    save_account_team: accounts on whose team a seller is are saved for them
    save_leads_of_saved_accounts: so are the leads of saved accounts
    """
)
"""The switches with what they do."""
PROGRAMS = read_sentences(
    """
    sync: brings records from the CRM
    app: the sellers' application: badges, answers, activities
    admin: settings, reports and copies
    reader: reads reports
    rep: ROI reports and returned data
    """
)
"""What a client does by its scopes."""
_DECISIONS = {"approve": "import-approved", "drop": "import-dropped", "take-back": "import-taken-back"}
"""What an admin does with an import, and the message that says so."""
_USER_SWITCHES = ("auto_save", "writeback", "is_admin")


async def show(visit: Visit, conflict: bool = False, link: str = "") -> Response:
    """Show the connection, the switches, users with their licences, and how to leave."""
    api = visit.api
    settings = await api.send("GET", "/settings")
    users = await api.get("/users", limit=200, cursor=visit.asked("cursor"))
    return await visit.show(
        "settings.html.j2",
        STALE if conflict else 200,
        connections=await api.items("/instances", limit=20),
        settings=settings.json(),
        etag=settings.headers.get("etag", ""),
        vendors=VENDORS,
        switches=SWITCHES,
        kinds=ActivityKind,
        users=users,
        licences=await api.get("/licences", limit=200, cursor=visit.asked("cursor")),
        clients=await api.items("/clients", limit=200),
        programs=PROGRAMS,
        take_back=visit.asked("undo")
        and {"path": "/settings/undo", "fields": {"undo": visit.asked("undo"), "of": visit.asked("note")}},
        pipelines=await api.get("/pipelines"),
        objects=KIND_OF,
        criteria=TieCriterion,
        default_order=D4_ORDER,
        conflict=conflict,
        link=link,
        named=visit.sent("user"),
        lists=LISTS,
    )


async def fields(visit: Visit) -> Response:
    """Show where each column comes from in the CRM, what it is compared as, and whether it is written there."""
    instances = await visit.api.items("/instances", limit=20)
    name = visit.visitor.instance
    crm = next(
        (instance["crm"] for instance in instances if instance["state"] == "connected" and instance["name"] == name),
        None,
    )
    schema = await visit.api.get("/v1/schema")
    own = schema["own_fields"].get(name, [])
    objects = [] if crm is None else schema["crms"][crm]
    label = crm and VENDORS[Crm(crm)].label
    return await visit.show("fields.html.j2", crm=label, objects=objects, own=own, lists=LISTS)


async def change_instance(visit: Visit) -> Response:
    """Look at the contract's other CRM: the sandbox, or production."""
    name = InstanceName.SANDBOX if visit.sent("instance") == InstanceName.SANDBOX else InstanceName.PRODUCTION
    try:
        await visit.change_instance(name)
    except VisitorUnknown as unknown:
        raise Refusal(
            409, {"title": wording("The {name} CRM does not know you", name=name), "detail": str(unknown)}
        ) from None
    return visit.go("/overview", f"in-{name}")


async def change(visit: Visit) -> Response:
    """Set the switches of the form; where they changed meanwhile, show what they are now."""
    orders = {name: [*filter(None, visit.form.getlist(f"tie-{name}"))] for name in KIND_OF}
    cut_offs = zip(visit.form.getlist("pipeline"), visit.form.getlist("stage"), strict=False)
    changes: JsonObject = {name: visit.sent(name) == "on" for name in SWITCHES}
    changes |= {
        "kinds": {kind: visit.sent(f"kind-{kind}") == "on" for kind in ActivityKind},
        "revenue_field": visit.sent("revenue_field") or "amount",
        "stage_cut_off": {pipeline: stage for pipeline, stage in cut_offs if stage},
        "tie_policy": {name: order for name, order in orders.items() if order != [*D4_ORDER]},
        "groups": visit.sent("groups"),
    }
    if visit.sent("roi") != visit.sent("had_roi"):  # unchanged, the approval keeps who gave it, and when
        changes["roi"] = visit.sent("roi") == "on"
    if await visit.api.change_settings(changes, visit.sent("etag")):
        return visit.go("/settings", "saved-settings")
    return await show(visit, conflict=True)


async def change_user(visit: Visit) -> Response:
    """Set one user's switches, and the SSO subject where one is typed or the stored one is to be removed."""
    path = f"/users/{in_address(visit.sent('user'))}"
    body: dict[str, object] = {name: visit.sent(name) == "on" for name in _USER_SWITCHES}
    if visit.sent("sso_subject") or visit.sent("forget_subject"):
        body["sso_subject"] = visit.sent("sso_subject")
    await visit.api.send("PATCH", path, body=body, headers={"Idempotency-Key": uuid.uuid4().hex})
    return visit.go("/settings", "user-changed")


async def add_user(visit: Visit) -> Response:
    """Add a user whom no import has brought yet, with the seat that is chosen."""
    body = {"id": visit.sent("user"), **{name: visit.sent(name) for name in ("name", "email", "sso_subject")}}
    await visit.api.send("POST", "/users", body=body)
    if visit.sent("seat"):
        await licence(visit)
    return visit.go("/settings", "user-added", undo=visit.sent("user"))


async def licence(visit: Visit) -> Response:
    """Assign a licence to a user, or revoke it."""
    method = "DELETE" if visit.sent("do") == "revoke" else "PUT"
    chosen = {"seat_id": visit.sent("seat") or None}
    await visit.api.send(method, f"/licences/{in_address(visit.sent('user'))}", body=chosen)
    return visit.go("/settings", "licence-changed")


async def revoke_client(visit: Visit) -> Response:
    """Revoke a program's client."""
    await visit.api.send("DELETE", f"/clients/{in_address(visit.sent('client'))}")
    return visit.go("/settings", "client-revoked", undo=visit.sent("client"))


async def take_back(visit: Visit) -> Response:
    """Take back what was done just now: remove the user who was added, or let the revoked program call again."""
    named = in_address(visit.sent("undo"))
    is_user = visit.sent("of") == "user-added"
    await visit.api.send(*(("DELETE", f"/users/{named}") if is_user else ("POST", f"/clients/{named}/restore")))
    return visit.go("/settings", "taken-back")


async def make_link(visit: Visit) -> Response:
    """Make a link that lets a user in, once, and show it."""
    made = await visit.api.send("POST", f"/users/{in_address(visit.sent('user'))}/console-link")
    scheme = "http" if is_on_loopback(visit.request) else "https"
    return await show(visit, link=f"{scheme}://{visit.request.url.netloc}{ROOT}/enter?link={made.json()['token']}")


async def leave(visit: Visit) -> Response:
    """End the contract, once its id is typed."""
    visit.require_typed(visit.visitor.contract_id or "", wording("the contract's id"))
    body = {"return_data": visit.sent("return_data") == "on"}
    await visit.api.send("POST", "/termination", body=body)
    return visit.go("/settings", "ended")


async def export(visit: Visit) -> Response:
    """Begin a copy of all data."""
    await visit.api.send("POST", "/exports")
    return visit.go("/settings/jobs", "export-begun")


async def listing(visit: Visit) -> Response:
    """Show one of the lists of work."""
    name = visit.request.path_params["name"]
    if name not in LISTS:
        raise Refusal(
            404,
            {"title": "There is no such list", "detail": wording("expected {lists}", lists=either(map(repr, LISTS)))},
        )
    filters = {key: visit.asked(key) for key in ("state", "user", "since", "until") if visit.asked(key)}
    query = {"newest_first": True, **filters} if name in ("activities", "audit") else {}
    query = _moments(query)
    if (file := await visit.csv(f"/{name}", **query)) is not None:
        return file
    page = await visit.api.get(f"/{name}", limit=100, cursor=visit.asked("cursor"), **query)
    rejects: list[JsonObject] = []
    if name == "imports" and visit.asked("rejects"):
        path = f"/imports/{in_address(visit.asked('rejects'))}/rejects"
        rejects = await visit.api.items(path, limit=200)
    return await visit.show(
        "work.html.j2",
        name=name,
        lists=LISTS,
        found=page,
        rejects=rejects,
        states=list(ActivityState),
        asked={"state": "", "user": "", **filters},
        query=urlencode(filters),
        users=await user_names(visit.api) if query else {},
        names=await activity_names(visit, page["items"]) if name == "activities" else {},
    )


async def user_names(api: Api) -> dict[str, str]:
    """Return the names of the CRM's users; none without a connected CRM."""
    try:
        return {user["id"]: user["name"] or user["id"] for user in await api.items("/users", limit=1000)}
    except Refusal:
        return {}


def _moments(query: JsonObject) -> JsonObject:
    """Return a query whose dates are moments, from the beginning of the first day to the end of the last."""
    days = {"since": "T00:00:00Z", "until": "T23:59:59.999999Z"}
    return query | {name: f"{query[name]}{time}" for name, time in days.items() if name in query}


async def decide(visit: Visit) -> Response:
    """Approve or drop a held import, or take an approval back."""
    action = visit.sent("do")
    if action not in _DECISIONS:
        raise Refusal(
            422,
            {
                "title": "There is no such decision",
                "detail": wording("expected {lists}", lists=either(map(repr, _DECISIONS))),
            },
        )
    path = f"/imports/{in_address(visit.sent('id'))}/{action}"
    await visit.api.send("POST", path)
    return visit.go("/settings/imports", _DECISIONS[action])


async def file(visit: Visit) -> Response:
    """Return the file of a job."""
    job_id = in_address(visit.request.path_params["job_id"])
    answer = await visit.api.send("GET", f"/jobs/{job_id}/file", headers={"Accept": "*/*"})
    named = answer.headers.get("content-disposition", "attachment")
    return visit.attachment(answer.content, answer.headers.get("content-type"), named)


PAGES = pages(
    Role.ADMIN,
    {"/settings": show, FIELDS: fields, "/settings/jobs/{job_id}/file": file, "/settings/{name}": listing},
    {
        "/settings": change,
        "/settings/instance": change_instance,
        "/settings/user": change_user,
        "/settings/add": add_user,
        "/settings/licence": licence,
        "/settings/client": revoke_client,
        "/settings/undo": take_back,
        "/settings/link": make_link,
        "/settings/leave": leave,
        "/settings/export": export,
        "/settings/activities/act": act,
        "/settings/imports/decide": decide,
    },
)
