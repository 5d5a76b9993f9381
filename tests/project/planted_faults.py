"""Faults at places where a whole rule could once be broken and no test failed.

`make mutants PLANTED=1` plants each alone and runs the tests that name its rule: one of them must fail.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlantedFault:
    """A text that stands once in a file below the checkout, what stands in its place, and the rule that this breaks."""

    rule: str
    words: str
    path: str
    before: str
    after: str


PLANTED = (
    PlantedFault(
        "D3",
        "no neighbour of a changed claim is decided anew",
        "serving/contract/linking/relink.py",
        "    return read_independent(work.scope, neighbours)",
        "    return read_independent(work.scope, ())",
    ),
    PlantedFault(
        "D22",
        "a full import forgets the ids of rejected rows",
        "serving/contract/imports/pages.py",
        "        held = sorted({result.id for result in applied.results if result.id is not None})",
        "        held = sorted({result.id for result in applied.results if result.id and not result.reason})",
    ),
    PlantedFault(
        "S15",
        "an instance takes its contract's key",
        "serving/store/connecting.py",
        '"key_id": vault.new_key(connection, now)',
        '"key_id": contract.key_id',
    ),
    PlantedFault(
        "D7",
        "the chosen record's former profile is not rejected for it",
        "serving/contract/linking/statements.py",
        "    stated = _former_rejected(work, key, link, profile_id, author)\n",
        "    stated: list[Statement] = []\n",
    ),
    PlantedFault(
        "D7",
        "the wrong person is not rejected",
        "serving/contract/linking/statements.py",
        "            stated = [replace(wrong, because=because), *stated]\n",
        "            stated = [*stated]\n",
    ),
    PlantedFault(
        "S40",
        "leads of deals are ignored",
        "serving/contract/imports/opportunity_rows.py",
        "        for column, crm_object in _PEOPLE.items()\n",
        "        for column, crm_object in list(_PEOPLE.items())[:1]\n",
    ),
    PlantedFault(
        "S45",
        "another cut-off renews no saves",
        "serving/contract/tenants/settings_routes.py",
        "    if changed & _MOVES_SAVES:",
        "    if False:",
    ),
    PlantedFault(
        "S89",
        "owners of open deals are not of the account's team",
        "serving/contract/saves/saves.py",
        "chain(scope.execute(of_people), scope.execute(of_deals))",
        "chain(scope.execute(of_people))",
    ),
    PlantedFault(
        "D30",
        "the store is not searched before a record is created",
        "serving/contract/creation/creation.py",
        "        similar = {*in_crm, *_with_same_names(open_scope, begun)}",
        "        _with_same_names(open_scope, begun)",
    ),
    PlantedFault(
        "D21",
        "a rejected record is suggested",
        "serving/contract/activities/targeting.py",
        "allowed, rejected | taken)",
        "allowed, taken)",
    ),
    PlantedFault(
        "D29",
        "another member's record is suggested",
        "serving/contract/activities/targeting.py",
        "allowed, rejected | taken)",
        "allowed, rejected)",
    ),
    PlantedFault(
        "S2",
        "the tier below is admitted",
        "serving/access/admission.py",
        "    if contract.tier != ADVANCED_PLUS:",
        '    if contract.tier not in (ADVANCED_PLUS, "advanced"):',
    ),
    PlantedFault(
        "S54",
        "a user's own switches of another contract count",
        "serving/contract/activities/switchboard.py",
        "        .filter_by(contract_id=scope.contract.id)\n        .where(among(preferences",
        "        .where(among(preferences",
    ),
    PlantedFault(
        "S29",
        "match rates count all tenants",
        "serving/contract/reports/overview.py",
        "    query = scope.own(links.c.object, links.c.state, func.count())",
        "    query = select(links.c.object, links.c.state, func.count())",
    ),
    PlantedFault(
        "D10",
        "of two merged records on one deal the second stays",
        "serving/contract/imports/apply.py",
        "    scope.delete(people, there, **merge.gone.columns)\n"
        "    scope.execute(scope.change(people, **merge.gone.columns)",
        "    scope.execute(scope.change(people, **merge.gone.columns).where(~there)",
    ),
    PlantedFault(
        "D11",
        "any object converts",
        "serving/contract/imports/incoming.py",
        "    if row.op is Op.CONVERT and row.kind is not CrmObject.LEAD:",
        "    if row.op is Op.CONVERT and row.kind is CrmObject.USER:",
    ),
    PlantedFault(
        "D27",
        "what is switched off after the intake is sent",
        "serving/contract/activities/outbox.py",
        "    return None if row.is_test else first_closed(board.of(row.user_id, ActivityKind(row.kind)))",
        "    return None",
    ),
    PlantedFault(
        "D27",
        "what was queued when its seller turned its kind off stays queued",
        "serving/contract/activities/activities.py",
        "    change_activities(scope, ended.values(reason=Switch.USER, **_CANCELLED), now)",
        "    ended.values(reason=Switch.USER, **_CANCELLED)",
    ),
    PlantedFault(
        "D27",
        "a seller's own switch no longer counts for what is queued",
        "serving/contract/activities/outbox.py",
        "first_closed(board.of(row.user_id, ActivityKind(row.kind)))",
        "first_closed({**board.of(row.user_id, ActivityKind(row.kind)), Switch.USER: True})",
    ),
    PlantedFault(
        "S57",
        "the primary account is never named",
        "serving/contract/activities/targeting.py",
        "    return record.account_id if is_named else None",
        "    return None",
    ),
    PlantedFault(
        "S57",
        "the primary account is always named",
        "serving/contract/activities/targeting.py",
        "    return record.account_id if is_named else None",
        "    return record.account_id",
    ),
)
