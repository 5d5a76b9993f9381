"""Page 1: how much is linked, what waits, what is late, and why records have no link."""

from starlette.responses import Response

from features.normalise.text import read_sentences
from features.schema.texts import wording
from serving.console.api import Refusal
from serving.console.page import Role, Visit, pages
from serving.contract.linking.pair_page import kind_of, names_of
from serving.crm.vendor import in_address
from serving.drawing.curves import draw_bars
from serving.drawing.svg import RIGHT, Titled
from serving.http.wire.formats import JsonObject

ACCEPTED = 202


ENTRIES = {
    "duplicates": "Duplicates in the CRM",
    "duplicate-records": "Duplicates without a profile",
    "left-company": "Left their company",
}
"""Reports with an entry of their own, and its title."""
COLUMNS = read_sentences(
    """
    record_id: Record
    with_id: Is one with
    profile_id: Profile
    winner_id: Belongs to
    crm_company: Company in the CRM
    network_company: Company of the profile
    network_title: Title of the profile
    left_probability: Has left#
    probability: Probability#
    sentence: Because+
    why: Because+
    since: Since
    """
)
"""The columns of these reports that a page shows, and their heads."""
SHOWN_ROWS = 200


async def show(visit: Visit) -> Response:
    """Show the overview; without a connected CRM the call that connects."""
    try:
        overview = await visit.api.now_kept("/overview")
    except Refusal as refused:
        if refused.name != "disconnected":
            raise
        return await visit.show("overview.html.j2", found=None, rates="", reasons="")
    return await visit.show(
        "overview.html.j2",
        found=overview,
        rates=_rates(overview["match_rates"]),
        reasons=_reasons(overview["unmatched"]["by_reason"]),
        entries=ENTRIES,
    )


async def gain(visit: Visit) -> Response:
    """Show which fields to fill first; a first plan is made beside the request."""
    gains = await visit.api.get("/overview/gain")
    return await visit.show("gain.html.j2", found=gains, drawn=_gains(gains["items"]))


async def report(visit: Visit) -> Response:
    """Return a report as CSV; a long one is written by a job, which the page of jobs shows."""
    name = visit.request.path_params["name"]
    answer = await visit.api.send("GET", f"/reports/{in_address(name)}", headers={"Accept": "text/csv"})
    if answer.status_code == ACCEPTED:
        return visit.go("/settings/jobs", "export-begun")
    return visit.attachment(answer.content, "text/csv", f'attachment; filename="{name}.csv"')


async def entry(visit: Visit) -> Response:
    """Show the first rows of a report; a long one is written by a job, which the page of jobs shows."""
    name = visit.request.path_params["name"]
    answer = await visit.api.send("GET", f"/reports/{in_address(name)}")
    if answer.status_code == ACCEPTED:
        return visit.go("/settings/jobs", "export-begun")
    rows = sorted(answer.json()["items"], key=lambda row: -(row.get("left_probability") or 0))
    shown = rows[:SHOWN_ROWS]
    return await visit.show(
        "entry.html.j2",
        name=name,
        title=ENTRIES.get(name, name),
        columns={name: head for name, head in COLUMNS.items() if any(row.get(name) is not None for row in shown)},
        names=await names_of(visit.api, [(kind_of(row["object"]), row.get("profile_id")) for row in shown]),
        rows=shown,
        more=len(rows) if len(rows) > len(shown) else 0,
    )


def _gains(items: list[JsonObject]) -> str:
    """Return bars of the plans that can be estimated, the most expected links first."""
    shown = sorted((item for item in items if item["expected_links"]), key=lambda item: -item["expected_links"])[:12]
    if not shown:
        return ""
    most = shown[0]["expected_links"]
    titled = Titled("gains", "Expected links", "How many links filling these fields is expected to bring.")
    rows = [
        (
            f"{item['fields'].replace('; ', ', ').replace('_', ' ')} ({item['kind']})",
            item["expected_links"] / most,
            wording(
                "{expected_links:.1f} from {records:,} records",
                expected_links=item["expected_links"],
                records=item["records"],
            ),
        )
        for item in shown
    ]
    return draw_bars(titled, rows, RIGHT)


def _rates(rows: list[JsonObject]) -> str:
    titled = Titled("rates", "Linked records by object", "The share of each object's records that are linked.")
    bars = [(row["object"], (row["percent"] or 0) / 100, f"{row['linked']:,} of {row['records']:,}") for row in rows]
    return draw_bars(titled, bars, RIGHT)


def _reasons(rows: list[JsonObject]) -> str:
    most = max((row["records"] for row in rows), default=1)
    titled = Titled("reasons", "Why records have no link", "How many records have no link for each reason.")
    bars = [
        (f"{row['reason']} ({row['kind']})".replace("_", " "), row["records"] / most, f"{row['records']:,}")
        for row in rows
    ]
    return draw_bars(titled, bars, RIGHT) if rows else ""


PAGES = pages(
    Role.ADMIN, {"/overview": show, "/overview/gain": gain, "/overview/{name}.csv": report, "/overview/{name}": entry}
)
