"""Why a contract's record was decided as it was, and why not as another profile."""

from dataclasses import replace
from typing import Annotated, Literal

from fastapi import Query
from pydantic import BaseModel

from serving.contract.linking.explaining import ContractRecord
from serving.contract.records.calls import Call, LookingCall, PathId, routes
from serving.contract.records.locate import Located, current_key, record_of
from serving.contract.records.network_rows import Topic, require_profile
from serving.contract.records.visibility import may_see_content
from serving.explanation.bodies import ExplanationShown
from serving.explanation.explanation import WantedExplanation, explain_decided
from serving.explanation.pair_explanation import RecordDecided
from serving.store.contracts import NotHere, OpenScope
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import KIND_OF, CrmObject, Linkable, RecordState

Withheld = Literal["crm_permission"] | None
ProfileQueried = Annotated[
    str, Query(min_length=1, max_length=200, description="the profile to explain", examples=["M1"])
]


class RecordExplained(BaseModel):
    """A record's explanation; `state` is that of its link, after claims are resolved (D4).

    Users who may not see the record in the CRM get the state and profile of its link alone, whatever profile they
    name (S33). What other records contribute
    is shown as a whole where one of them is hidden from the user. No edit is shown where a hidden record had a part in
    its decision.
    """

    object: CrmObject
    id: str
    profile_id: str | None
    state: RecordState
    decision: str | None
    probability: float | None
    withheld: Withheld
    others_withheld: Withheld = None
    explanation: ExplanationShown | None


router = routes("links")


@router.get("/records/{object}/{record_id:path}/explanation", summary="Explain a record's link")
def show(
    object: Linkable,  # noqa: A002 - the parameter's name in the URL
    record_id: PathId,
    profile_id: ProfileQueried,
    call: LookingCall,
    against: Annotated[
        str | None,
        Query(min_length=1, max_length=200, description="another profile: why not this one", examples=["M2"]),
    ] = None,
    edits: Annotated[bool, Query(description="search the smallest edit that changes the decision")] = False,
) -> RecordExplained:
    """Explain why the record is decided as it is, and why the profile has its probability for it.

    Statements, the account's link and the contract's other records count as for the link itself. The steps of
    `waterfall` add up to the log-odds of the probability.
    """
    query = WantedExplanation(profile_id, against, edits)
    with call.reading() as scope:
        located_record = located(scope, RecordKey(object, record_id))
        profiles = [named for named in (profile_id, against) if named is not None]
        for named in profiles:
            require_profile(scope.connection, call.matching, KIND_OF[located_record.key.object], named, Topic.LINKS)
        call.name(records=[located_record.key.name], profiles=profiles)
        return _explained(scope, call, located_record, query)


def located(scope: OpenScope, key: RecordKey) -> Located:
    """Return a live record, also under a former id; raises NotHere."""
    located_record = record_of(scope, current_key(scope, key))
    if located_record is None:
        raise NotHere("there is no such record")
    return located_record


def _explained(scope: OpenScope, call: Call, located_record: Located, query: WantedExplanation) -> RecordExplained:
    user = call.acting_user
    link = located_record.link
    matcher = call.matching.matcher(KIND_OF[link.key.object])
    if not may_see_content(located_record.visible_to, user):
        return RecordExplained(
            object=link.key.object,
            id=link.key.id,
            profile_id=link.profile_id,
            state=link.state,
            decision=None,
            probability=None,
            withheld="crm_permission",
            explanation=None,
        )
    record = ContractRecord.of(scope, located_record.key)
    explained = record.explained(matcher)
    with call.matching.turn():
        decided = RecordDecided.of(matcher, explained)
        is_hidden = record.has_hidden_claimants(user)
        whole = explain_decided(decided, replace(query, edits=query.edits and not is_hidden))
    whole = without_others(whole) if is_hidden else whole
    is_withheld = is_hidden or record.has_hidden_claimants(user)  # of an edit's profiles
    return RecordExplained(
        object=link.key.object,
        id=link.key.id,
        profile_id=whole.pair.profile_id,
        state=link.state,
        decision=whole.decision.decision,
        probability=whole.pair.probability,
        withheld=None,
        others_withheld="crm_permission" if is_withheld else None,
        explanation=whole.model_copy(update={"edits": None}) if is_withheld else whole,
    )


def without_others(explanation: ExplanationShown) -> ExplanationShown:
    """Return an explanation without what the collective pass read of other records; its step stays as a whole."""
    alone = {"collective": None}
    against = explanation.contrast and explanation.contrast.against.model_copy(update=alone)
    contrast = explanation.contrast and explanation.contrast.model_copy(update={"against": against})
    return explanation.model_copy(update={"pair": explanation.pair.model_copy(update=alone), "contrast": contrast})
