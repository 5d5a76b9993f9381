"""A contract's record to explain: with its statements, its account, and the claims of the contract's other records."""

from collections.abc import Collection, Sequence
from dataclasses import field, replace
from functools import partial

from features.pairs.columns import Record
from features.schema.schema import Schema
from features.schema.value_class import value_class
from serving.contract.linking.guarantees import cut_policies
from serving.contract.linking.independent import (
    PassInput,
    excluded_profiles,
    normalised,
    pass_inputs,
    read_fields,
    read_pairs,
    reads_address,
)
from serving.contract.linking.provisional_links import DecidingStatement, under_statement
from serving.contract.records.keys import visible_among
from serving.contract.records.records import read_live
from serving.explanation.explained_record import AppliedStatement, ExplainedRecord, OtherClaim, OtherClaims, Row
from serving.matching.matcher import Matcher
from serving.store.contracts import NotHere, OpenScope
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import KIND_OF


@value_class
class ContractRecord:
    """The reading of one record: its inputs, and how the matcher is given them.

    `claimants` collects the names of the other records whose claims were read, for the record and for edits of it.
    """

    scope: OpenScope
    inputs: PassInput
    claimants: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, scope: OpenScope, key: RecordKey) -> "ContractRecord":
        """Read a live record; raises NotHere."""
        live = list(read_live(scope, [key]))
        if not live:
            raise NotHere("there is no such record")
        return cls(scope, pass_inputs(scope, live)[0])

    @property
    def key(self) -> RecordKey:
        return self.inputs.key

    def explained(self, matcher: Matcher) -> ExplainedRecord:
        """Return the record as its link is decided, claim resolution apart."""
        policies = cut_policies(self.scope, matcher)
        excluded = excluded_profiles(matcher, self.inputs, self.read(self.inputs.live.values, matcher.schema))
        others = None
        statement = self._statement()
        if matcher.collective is not None and matcher.collective_kernel is not None and statement is None:
            others = OtherClaims(
                replace(matcher.collective, policy=policies[1]),
                matcher.collective_kernel,
                self.key.id,
                self.claims_on,
                partial(self.fetch, schema=matcher.schema),
            )
        return ExplainedRecord(
            record_id=self.key.name,
            row=self.inputs.live.values,
            read=partial(self.read, schema=matcher.schema),
            policy=policies[0],
            excluded=excluded if self.inputs.ruling.rejected else frozenset(),
            others=others,
            statement=statement,
        )

    def read(self, row: Row, schema: Schema | None = None) -> Record:
        """Return the fields of columns, in place of the record's own, as the independent pass reads them."""
        values = {name: str(value) for name, value in row.items() if value is not None}
        live = replace(self.inputs.live, values=values)
        return normalised(live, self.inputs.company_id, schema, reads_address=reads_address(self.inputs))

    def claims_on(self, profiles: Collection[str]) -> list[OtherClaim]:
        """Return the claims of the instance's other records."""
        pairs = read_pairs(self.scope, KIND_OF[self.key.object], profiles)
        claims = [
            OtherClaim(pair.key.name, pair.key.id, pair.profile_id, pair.probability, pair.match_weight)
            for pair in pairs
            if pair.key != self.key
        ]
        self.claimants.update(claim.record for claim in claims)
        return claims

    def fetch(self, names: Sequence[str], schema: Schema | None = None) -> list[Record]:
        """Return the fields of other records, by name."""
        keys = [RecordKey.parse(name) for name in names]
        fields = read_fields(self.scope, keys, schema)
        return [fields[key] for key in keys]

    def has_hidden_claimants(self, user_id: str | None) -> bool:
        """Whether a record whose claim was read is hidden from a user (S33)."""
        keys = [RecordKey.parse(name) for name in sorted(self.claimants)]
        return bool(keys) and not visible_among(self.scope, keys, user_id).issuperset(keys)

    @property
    def deciding(self) -> DecidingStatement | None:
        """The statement that decides the record; None where the model does, or a newer profile address."""
        ruling = self.inputs.ruling
        if ruling.deciding is None or ruling.yields_to(self.inputs.live.named_at):
            return None
        return DecidingStatement.of(ruling.deciding)

    def _statement(self) -> AppliedStatement | None:
        deciding = self.deciding
        if deciding is None:
            return None
        return AppliedStatement(deciding.says, lambda outcome: under_statement(outcome, deciding))
