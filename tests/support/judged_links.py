"""Small evaluations for tests: links against answers, in memory and as files."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from data.labels.label_rows import Label, Verdict
from data.labels.labels import Truth, labels_of
from data.labels.links import Link, LinksTable, write_links
from training.evaluation.judged import Counted, judge_links

HOSTILE = "<script>alert('x')</script><img src=http://evil.example/a.png onerror=alert(1)>"
CITIES = ("Leeds", "York", "Hull")


@dataclass(frozen=True, slots=True)
class EvaluationFiles:
    """The files of one evaluation."""

    crm: Path
    universe: Path
    truth: Path
    links: Path


def truth_of(*answers: tuple[str, str | None], verdict: Verdict | None = None) -> Truth:
    """Make a truth of (crm_id, universe_id) rows; a null id is `nobody`."""
    return labels_of(
        Label(row, crm_id, right, verdict or (Verdict.MATCH if right else Verdict.NOBODY))
        for row, (crm_id, right) in enumerate(answers, start=1)
    )


def counted(links: Iterable[Link], *answers: tuple[str, str | None]) -> Counted:
    """Judge links against answers."""
    return judge_links(LinksTable(list(links)), truth_of(*answers))


def write_evaluation_files(folder: Path, n_people: int = 60) -> EvaluationFiles:
    """Write people of whom each fifth has no profile and each seventh a wrong link; one has a hostile name."""
    people = [
        (
            f"Ann{i} Li{i}" if i != 7 else HOSTILE,
            f"ann{i}@example.org",
            CITIES[i % 3],
            f"19{60 + i % 40}-01-02",
        )
        for i in range(n_people)
    ]
    header = "id,full_name,email,city,birth_date"
    crm = [f"c{i},{name},{mail},{city},{born}" for i, (name, mail, city, born) in enumerate(people)]
    universe = [f"u{i},{name.upper()},{mail},{city}," for i, (name, mail, city, _) in enumerate(people) if i % 5]
    truth = [f"c{i},{f'u{i}' if i % 5 else ''},{'test' if i % 2 else 'train'}" for i in range(n_people)]
    files = EvaluationFiles(*(folder / f"{name}.csv" for name in ("crm", "universe", "truth", "links")))
    for path, lines in ((files.crm, [header, *crm]), (files.universe, [header, *universe])):
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    files.truth.write_text("\n".join(["crm_id,universe_id,split", *truth]) + "\n", encoding="utf-8")
    write_links(LinksTable([_link(i, n_people) for i in range(n_people)]), files.links)
    return files


def _link(i: int, n_people: int) -> Link:
    chosen = i if i % 7 and i % 5 else (i + 1) % n_people or 1
    probability = 0.99 - 0.004 * i if i % 5 else 0.2
    return Link(
        crm_id=f"c{i}",
        candidate_id=f"u{chosen}",
        probability=round(probability, 6),
        decision="linked" if probability > 0.85 else "review" if probability > 0.5 else "none",
        reasons=(f"the name {HOSTILE} is the same",),
        model_version="ab+cd.0",
    )
