"""The review queue of a LINKS file: its questions with values as the files have them, and the answers as labels."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from datetime import UTC, datetime
from math import exp2
from pathlib import Path
from threading import Thread

import numpy as np

from data.index.index import UniverseIndex
from data.index.profiles import read_profiles
from data.labels.judgements import write_judgements
from data.labels.label_rows import Label, Verdict, label_rows
from data.labels.links import Basis, Link, LinkDecision, LinksTable, read_links
from data.tables.optional_columns import UniverseFile
from data.tables.progress import Progress, silent
from data.tables.renames import NO_RENAMES, Renames
from data.tables.text_table import read_text_table
from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from features.schema.schema import Schema
from features.schema.texts import wording
from features.schema.value_class import value_class
from serving.contract.review.rules import ReviewCase, Risk, ordered, probability_of_error, risk_left, should_stop
from serving.explanation.bodies import ExplanationShown
from serving.matching.bundle import Bundle
from serving.matching.fields_agree import Declarations, agreed_schema
from serving.matching.guarantees.answers_needed import AnswersSoFar, why_nothing_is_linked
from serving.matching.guarantees.propensity import Cell, Shown, shares_of
from serving.matching.matcher import Matcher
from serving.matching.outcomes import Outcome
from serving.vocabulary.terms import ReviewOrder
from training.evaluation.segments import Values
from training.evaluation.sources import file_values
from training.explanation_view import explanation_of
from training.feedback.pair_table import CandidateShown, PairQuestion

MAX_CANDIDATES = 3
USUAL_LINK = 0.9
PENDING = "a third candidate is still being looked for"
ALONE = "explained by itself; `match` also looks at the other records that claim the profile"
NO_BUNDLE = "an explanation needs the model: --bundle with --index"


@value_class
class ReviewRequest:
    """A review of LINKS. Profiles are shown from `universe` as it has them, else from `index`, normalised.

    `bundle` with `index` finds the third candidate and explains; without it LINKS names two candidates. `answered` are
    records that other files answer.
    """

    kind: Kind
    links: Path
    crm: Path
    out: Path
    user: str
    universe: Path | None = None
    index: Path | None = None
    bundle: Path | None = None
    renames: Renames = field(default_factory=dict)
    fields: Declarations = None
    limit: int = 20
    order: ReviewOrder = ReviewOrder.USEFUL
    answered: frozenset[str] = frozenset()

    @property
    def schema(self) -> Schema:
        """The schema that the records are read by. Raises FieldsDisagree."""
        universe = UniverseFile.of(self.universe, self.renames)
        return agreed_schema(self.kind, self.fields, self.bundle, self.index, universe)


@value_class
class ChosenQuestions:
    """The next unanswered links in order, and all unanswered cases that they were chosen from."""

    links: tuple[Link, ...]
    cases: tuple[ReviewCase, ...]
    wrong: int
    answered: int

    @property
    def may_stop(self) -> bool:
        """Whether no further answer is worth its time."""
        return should_stop(self.cases)

    @property
    def risk(self) -> Risk:
        return risk_left(self.cases, self.wrong, self.answered)


class FileQueue:
    """The questions of a LINKS file, ready to be shown; every answer is written at once."""

    def __init__(self, request: ReviewRequest, progress: Progress = silent) -> None:
        self._request = request
        self._schema = request.schema
        progress("read the links", 0, None)
        self.links = read_links(request.links)
        self.labels = read_answers(request.out)
        progress("order the questions", 0, None)
        self.chosen = choose_questions(self.links, self.labels, request)
        self._shares = shares_shown(self.links)
        self._errors = {case.name: (case.linked, probability_of_error(case)) for case in self.chosen.cases}
        self._left = [sum(p for linked, p in self._errors.values() if linked is which) for which in (True, False)]
        self._labels_by_position: dict[int, Label] = {}
        self._matcher: Matcher | None = None
        self._looking: Thread | None = None
        self._failure: Exception | None = None
        self._records: Mapping[str, Values] = {}
        self._profiles: dict[str, Values] = {}
        self._questions: list[PairQuestion] = []

    def prepare(self, progress: Progress = silent) -> None:
        """Read the records and profiles of the questions; the model looks for further candidates meanwhile."""
        links = self.chosen.links
        progress("read the records of the questions", 0, None)
        file = UniverseFile(self._request.crm, self._request.renames)
        self._records = file_values(self._schema, file, {link.crm_id for link in links}, of_profiles=False)
        progress("read the profiles", 0, None)
        named = {
            profile_id
            for link in links
            for profile_id in (link.candidate_id, link.runner_up_id)
            if profile_id is not None
        }
        self._profiles = dict(self._read_profiles(named))
        looks_further = self._request.bundle is not None and self._request.index is not None
        self._questions = [self._question_of(link, {}, PENDING if looks_further else "") for link in links]
        if looks_further:
            self._looking = Thread(target=self._look_further)
            self._looking.start()

    def _look_further(self) -> None:
        """Open the model and find the third candidates; a failure is raised where the next question is asked for."""
        try:
            outcomes = self._outcomes()
            others = {
                candidate.id for outcome in outcomes.values() for candidate in outcome.candidates
            } - self._profiles.keys()
            self._profiles |= self._read_profiles(others)
            self._questions = [
                self._question_of(
                    link,
                    {candidate.id: candidate.probability for candidate in outcome.candidates} if outcome else {},
                    "",
                )
                for link in self.chosen.links
                for outcome in [outcomes.get(link.crm_id)]
            ]
        except (OnematchError, OSError) as error:
            self._failure = error

    def __len__(self) -> int:
        return len(self._questions)

    def question(self, position: int) -> PairQuestion:
        """Return a question; raises what kept the model from looking for further candidates."""
        if self._failure is not None:
            raise self._failure
        return self._questions[position]

    def answer(self, position: int, verdict: Verdict, candidate: int | None) -> None:
        """Write an answer beside all earlier ones."""
        link = self.chosen.links[position]
        question = self._questions[position]
        profile = None if candidate is None else question.candidates[candidate].id
        label = label_of(link, verdict, profile, (self._request.user, datetime.now(UTC)), self._shares)
        keep([*self.labels, label], self._request.out)
        self.labels.append(label)
        self._labels_by_position[position] = label
        self._count(link, -1)

    def undo(self, position: int) -> None:
        """Take an answer of this sitting out of the file again."""
        label = self._labels_by_position.pop(position)
        self.labels = [earlier for earlier in self.labels if earlier is not label]
        keep(self.labels, self._request.out)
        self._count(self.chosen.links[position], 1)

    def risk(self) -> Risk:
        """Return the risk that is left among the unanswered links."""
        answered = [*self._labels_by_position.values()]
        wrong, of = found_wrong(self.links, answered)
        wrong_links, missed = (max(0.0, round(left, 2)) for left in self._left)
        before = self.chosen
        bound = risk_left((), before.wrong + wrong, before.answered + of).upper
        return Risk(len(self._errors) - len(answered), wrong_links, missed, bound)

    def left(self) -> str:
        """Return the risk that is left, as a sentence."""
        risk = self.risk()
        left = wording(
            "{wrong_links:,.1f} wrong links and {missed:,.1f} missed matches",
            wrong_links=risk.wrong_links,
            missed=risk.missed,
        )
        return wording("risk left: {left} among {records:,} records", left=left, records=risk.records)

    def why(self, position: int, candidate: int) -> tuple[ExplanationShown | None, str]:
        """Explain a candidate, and why not the first of the others, as the record is decided by itself.

        The text says what the explanation leaves out, or why there is none.
        """
        question = self._questions[position]
        profile = question.candidates[candidate].id
        if self._looking is not None:
            self._looking.join()
        if self._matcher is None:
            return None, NO_BUNDLE
        against = question.candidates[0 if candidate else min(1, len(question.candidates) - 1)].id
        row = {**question.record, "id": question.name}
        explanation = explanation_of(self._matcher, row, profile, None if against == profile else against)
        return explanation, ALONE if self._matcher.collective is not None else ""

    def _count(self, link: Link, sign: int) -> None:
        linked, error = self._errors[link.crm_id]
        self._left[0 if linked else 1] += sign * error

    def _question_of(self, link: Link, further: Mapping[str, float], pending: str) -> PairQuestion:
        """Return a question about the candidate of LINKS; the runner-up and what the model found stand beside it."""
        probabilities: dict[str, float | None] = {link.candidate_id or "": link.probability}
        for name in (link.runner_up_id, *further):
            if name is not None and name not in probabilities:
                probabilities[name] = further.get(name)
        shown = list(probabilities.items())[:MAX_CANDIDATES]
        candidates = tuple(CandidateShown(profile_id, self._profiles.get(profile_id, {}), p) for profile_id, p in shown)
        return PairQuestion(link.crm_id, self._records.get(link.crm_id, {}), candidates, answer_of(link), pending)

    def _outcomes(self) -> dict[str, Outcome]:
        self._matcher = Matcher.open(self._request.bundle or Path(), self._request.index or Path())
        named = [link.crm_id for link in self.chosen.links if link.crm_id in self._records]
        outcomes = self._matcher.match_rows(
            [{**self._records[crm_id], "id": crm_id} for crm_id in named], limit=MAX_CANDIDATES
        )
        return {outcome.record_id: outcome for outcome in outcomes if isinstance(outcome, Outcome)}

    def _read_profiles(self, ids: set[str]) -> Mapping[str, Values]:
        if self._request.universe is not None:
            return file_values(self._schema, UniverseFile(self._request.universe, self._request.renames), ids)
        if self._request.index is None:
            return {}
        return read_profiles(UniverseIndex.open(self._request.index), ids)


def choose_questions(links: LinksTable, answers: Sequence[Label], request: ReviewRequest) -> ChosenQuestions:
    """Return the next questions among the links that nobody answered; forced links are none."""
    answered = request.answered.union(label.crm_id for label in answers)
    open_links = {
        link.crm_id: link
        for link in links
        if link.candidate_id is not None and link.basis != Basis.FORCED and link.crm_id not in answered
    }
    cases = cases_of(list(open_links.values()))
    chosen = tuple(open_links[case.name] for case in ordered(cases, request.order, len(answered))[: request.limit])
    return ChosenQuestions(chosen, tuple(cases), *found_wrong(links, answers))


def read_answers(out: Path, renames: Renames = NO_RENAMES) -> list[Label]:
    """Return every row of a file of judgements, also those that no training would use; none where it is absent."""
    return label_rows(read_text_table(out, ("crm_id", "universe_id"), renames)) if out.is_file() else []


def cases_of(links: Sequence[Link]) -> list[ReviewCase]:
    """Return links as cases of the review queue; the threshold is the least probability that was linked."""
    linked = [link.probability for link in links if link.decision == LinkDecision.LINKED]
    threshold = min(linked, default=USUAL_LINK)
    return [
        ReviewCase(link.crm_id, link.probability, threshold, link.decision == LinkDecision.LINKED, _by_weight(link))
        for link in links
    ]


def answer_of(link: Link) -> str:
    """Return the model's answer as a sentence."""
    return f"{link.decision}, probability {link.probability:.4f}: {'; '.join(link.reasons)}"


def shares_shown(links: Iterable[Link]) -> dict[Cell, float]:
    """Return what share of the records was shown alike, by cell; forced links are in no review."""
    return shares_of(shown_of(link) for link in links if link.basis != Basis.FORCED)


def shown_of(link: Link) -> Shown:
    """Return what a link shows; a record without a candidate has the probability 0."""
    return Shown(str(link.decision), 0.0 if link.candidate_id is None else link.probability)


def label_of(
    link: Link,
    verdict: Verdict,
    profile: str | None,
    author_and_time: tuple[str, datetime],
    shares: Mapping[Cell, float],
) -> Label:
    """Return an answer as a label, with what was shown and for what share of the records alike."""
    context = {
        "judged_at": author_and_time[1].isoformat(timespec="seconds"),
        "user": author_and_time[0],
        "model_version": link.model_version,
        "probability_shown": f"{link.probability:.6f}",
        "decision_shown": str(link.decision),
        "shown_alike": f"{shares[shown_of(link).cell]:.6f}",
        "reason_shown": "; ".join(link.reasons),
    }
    known = {name: value for name, value in context.items() if value}
    return Label(
        row=1,
        crm_id=link.crm_id,
        universe_id=profile,
        verdict=verdict,
        split=None,
        weight=1.0,
        source="review",
        feedback=known,
    )


def keep(answers: Sequence[Label], out: Path) -> None:
    """Write all answers, whole or not at all."""
    write_judgements(sorted(answers, key=lambda label: (label.judged_at, label.crm_id)), out)


def found_wrong(links: LinksTable, answers: Sequence[Label]) -> tuple[int, int]:
    """Return how many answers say that a link is wrong, and how many are about links."""
    of_links = [label for label in answers if links.of(label.crm_id).decision == LinkDecision.LINKED]
    wrong = [
        label
        for label in of_links
        if label.verdict is not Verdict.MATCH or label.universe_id != links.of(label.crm_id).candidate_id
    ]
    return len(wrong), len(of_links)


def _by_weight(link: Link) -> float | None:
    """Return the probability of the match weight alone, at even prior odds."""
    return None if link.match_weight is None else 1 / (1 + exp2(-min(max(link.match_weight, -60.0), 60.0)))


def answers_for_links(
    links: LinksTable, bundle: Path | None, precision: float | None = None, labels: list[Label] | None = None
) -> str:
    """Return why nothing is linked and what would change that; `labels` are answers beyond those of the bundle.

    Records of both are counted twice.
    """
    best = np.array([link.probability for link in links if link.candidate_id is not None], np.float64)
    answered = labels or []
    right = {label.crm_id for label in answered if label.verdict is Verdict.MATCH and label.universe_id}
    further = AnswersSoFar(len({label.crm_id for label in answered}), len(right))
    opened = None if bundle is None else Bundle.open(bundle)
    return why_nothing_is_linked(best, len(links), opened, precision, further)
