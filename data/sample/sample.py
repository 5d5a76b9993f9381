"""The sample: members, companies, the CRM's view of both, and the truth, at any size, from one seed."""

import json
from pathlib import Path

from data.sample.companies import draw_firms
from data.sample.crm_companies import chosen_firms
from data.sample.files import Sample, write_companies, write_people
from data.sample.own_columns import add_own_columns
from data.sample.person_texts import PersonTexts, job_titles
from data.sample.population import draw_people
from data.tables.atomic import replacing
from data.tables.outputs import LAYOUTS, SAMPLE_FORMAT, FolderType, Output, OutputRefused, check_outputs
from data.tables.progress import Progress, silent
from features.schema.kinds import Kind
from features.schema.value_class import value_class

_ABSENT_SHARE = 0.3
"""People and organisations outside the universe, as a share of the CRM records."""


@value_class
class SampleSize:
    """How many members and companies the universe has, and how many CRM records there are of each kind.

    With `own_fields` both sides have three columns that are not canonical, and a file declares them. If `spelled`,
    people whose names have another script spell them in Latin letters in their own ways, not by one romanisation.
    """

    people: int = 20_000
    companies: int = 4_000
    crm: int = 5_000
    own_fields: bool = False
    spelled: bool = False


def write_sample(out: Path, size: SampleSize, seed: int = 0, progress: Progress = silent) -> dict[str, int]:
    """Write `person` and `company` folders with `crm`, `universe` and `truth` Parquet files; return row counts.

    The same size and seed give the same bytes anywhere. Each folder appears whole or not at all. Raises OutputRefused.
    """
    check_outputs([Output("--out", out / kind, FolderType.SAMPLE) for kind in Kind], {})
    absent = max(10, int(size.crm * _ABSENT_SHARE))
    firms = draw_firms(seed, size.companies, absent, progress)
    people = draw_people(seed, size.people, absent, firms, len(job_titles()))
    sample = Sample(
        seed=seed,
        people=people,
        firms=firms,
        texts=PersonTexts(seed, firms, spelled=size.spelled),
        accounts=chosen_firms(seed, firms, size.crm),
        progress=progress,
    )
    counts: dict[str, int] = {}
    for kind, write in ((Kind.COMPANY, write_companies), (Kind.PERSON, write_people)):
        with replacing(out / kind, FolderType.SAMPLE) as folder:
            folder.mkdir(parents=True)
            written = write(folder, sample)
            if size.own_fields:
                add_own_columns(folder, kind, seed)
            _write_manifest(folder, kind)
        counts |= {f"{kind}_{name}": count for name, count in written.items()}
    return counts


def refuse_strange_folder(out: Path) -> None:
    """Raise OutputRefused for a folder that holds anything but a sample's folders."""
    strange = sorted({entry.name for entry in out.iterdir()} - {*Kind}) if out.is_dir() else []
    if strange:
        raise OutputRefused(
            "--out: {out} is left as it is: found {strange!r}, expected a sample or an empty folder",
            out=out,
            strange=strange[0],
        )


def _write_manifest(folder: Path, kind: Kind) -> None:
    files = sorted(file.name for file in folder.iterdir())
    text = json.dumps({"format": SAMPLE_FORMAT, "kind": kind, "files": files}, indent=1)
    (folder / LAYOUTS[FolderType.SAMPLE].manifest).write_text(text + "\n", encoding="utf-8")
