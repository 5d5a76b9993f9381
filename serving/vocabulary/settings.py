"""A contract's switches and own fields, set by an admin; the defaults are those of the specification."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from pydantic import BaseModel, Field, field_validator

from features.own_fields.registry import DeclarationWrong, schema_for
from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from features.schema.own_field import Declaration
from features.schema.schema import Schema
from features.schema.texts import wording
from serving.matching.decisions import CLAIM_MARGIN
from serving.vocabulary.terms import KIND_OF, ActivityKind, CrmObject, GroupLinks, Linkable, TieCriterion

MAX_OWN_FIELDS = 20


class OwnFieldNotInModel(OnematchError):
    """A contract declares an own field that the model in use lacks, or has in another way."""


class OwnFieldRead(BaseModel, frozen=True, extra="forbid"):
    """One own field of a contract, as `fields.toml` declares it, and the CRM property that it is read from."""

    name: str = Field(max_length=40)
    kind: Kind
    type: str = Field(max_length=40)
    property: str = Field(min_length=1, max_length=200)
    options: Mapping[str, str] = Field(default_factory=dict)


def require_declared(fields: Sequence[OwnFieldRead]) -> None:
    """Raise DeclarationWrong where a field cannot be declared so, or its name stands twice."""
    names: set[tuple[Kind, str]] = set()
    for number, field in enumerate(fields):
        if (field.kind, field.name) in names:
            raise DeclarationWrong(
                number, "name", wording("name: got {field_name!r} twice, expected each once", field_name=field.name)
            )
        names.add((field.kind, field.name))
    declared = tuple(_declaration(field) for field in fields)
    for kind in Kind:
        schema_for(kind, declared)


def require_in_model(fields: Sequence[OwnFieldRead], schema: Schema) -> None:
    """Raise OwnFieldNotInModel by the name of a field of a kind that a model's schema does not have so."""
    for field in fields:
        if field.kind is schema.kind and _declaration(field).meaning not in schema.meanings:
            named = ", ".join(sorted(f"{name} ({type_})" for name, type_, _ in schema.meanings)) or "none"
            raise OwnFieldNotInModel(
                "got the own field {field_name!r} of type {type}, expected one that the "
                "{schema_kind} model in use carries with the same options: {named}",
                field_name=field.name,
                type=field.type,
                schema_kind=schema.kind,
                named=named,
            )


def properties_by_object(fields: Collection[OwnFieldRead]) -> dict[CrmObject, dict[str, str]]:
    """Return the CRM property of each own field by its name, for every object of its kind."""
    properties: dict[CrmObject, dict[str, str]] = {}
    for crm_object, kind in KIND_OF.items():
        named = {field.name: field.property for field in fields if field.kind is kind}
        if named:
            properties[crm_object] = named
    return properties


def _declaration(field: OwnFieldRead) -> Declaration:
    return Declaration(field.name, field.kind, field.type, options=tuple(sorted(field.options.items())))


class Approval(BaseModel, frozen=True, extra="forbid"):
    """An admin's approval and when it was given."""

    by: str
    at: datetime


class Switches(BaseModel, frozen=True, extra="forbid"):
    """The switches that an admin sets as they are kept; the defaults hold until then."""

    writeback: bool = False
    """S92: off until an admin turns it on."""
    kinds: Mapping[ActivityKind, bool] = {}
    """S60: which activities are written; absent means on."""
    stage_cut_off: Mapping[str, str] = Field(default={}, description="by pipeline, the first stage that counts")
    """S45: without one every open opportunity of a pipeline counts."""
    revenue_field: str = Field(default="amount", min_length=1, max_length=200)
    """S46: which field of an opportunity holds its revenue."""
    primary_account: bool = False
    """S57: Oracle associates InMail and messages with the contact's primary account."""
    roi: Approval | bool | None = None
    """S71: the admin's approval of ROI reports, until it is withdrawn; whether it is given, in a change."""
    training: bool = False
    """S83: whether a shared model may be trained on this contract's judgements."""
    precision: float | None = Field(default=None, ge=0.5, le=0.9999)
    """The wanted precision of links; None: the bundle's own."""
    one_wrong_in: int | None = Field(default=None, ge=2, le=10_000, description="at most one wrong badge in so many")
    """With 95 % confidence; overrides `precision`; no evidence, no links."""
    claim_margin: float = Field(default=CLAIM_MARGIN, ge=0, le=1)
    """D4: claims on one profile whose probabilities differ by no more are resolved by tie-break."""
    tie_policy: Mapping[Linkable, tuple[TieCriterion, ...]] = Field(
        default={}, description="by object, what decides between claims of about equal probability, in this order"
    )
    """D4; absent: the default order."""
    groups: GroupLinks = Field(
        default=GroupLinks.PART,
        description="part: an account that names a part goes to it, else to its parent for review",
    )
    save_owned_accounts: bool = False
    save_account_team: bool = False
    save_leads_of_saved_accounts: bool = False
    """S89: further rules of auto-save, off by default."""

    hold_above_share: float = Field(
        default=0.05, ge=0, le=1, description="a full import is held that would delete more than this share"
    )
    hold_above_records: int = Field(default=20, ge=0, le=2**31, description="and more than so many")
    hold_from_share: float = Field(default=0.5, gt=0, le=1, description="held however few records this share is")
    """D22: a held full import waits for an admin."""


class ContractSettings(Switches, frozen=True):
    """One contract's switches, stored as JSON beside their version."""

    roi: Approval | None = None
    own_fields: tuple[OwnFieldRead, ...] = ()
    """Fields that are read beside the canonical columns; they have a route of their own."""

    @property
    def has_further_saves(self) -> bool:
        """Whether any of the further rules of auto-save is on."""
        return self.save_owned_accounts or self.save_account_team or self.save_leads_of_saved_accounts

    def writes(self, kind: ActivityKind) -> bool:
        """Whether the contract writes activities of a kind."""
        return self.kinds.get(kind, True)

    @field_validator("tie_policy")
    @classmethod
    def _can_be_applied(
        cls, policy: Mapping[Linkable, tuple[TieCriterion, ...]]
    ) -> Mapping[Linkable, tuple[TieCriterion, ...]]:
        """Refuse a criterion that stands twice."""
        for crm_object, order in policy.items():
            if len(set(order)) < len(order):
                raise ValueError(
                    wording("{crm_object}: got a criterion twice, expected each once", crm_object=crm_object)
                )
        return policy
