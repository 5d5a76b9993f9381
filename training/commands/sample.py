"""`onematch sample`: generated records with their truth."""

from pathlib import Path
from typing import Annotated

from data.sample.sample import SampleSize, refuse_strange_folder, write_sample
from features.schema.texts import wording
from training.commands.options import CompaniesOption, JsonOption, PeopleOption, RecordsOption, command, new_app
from training.terminal import print_figures, print_json, progress_bar
from training.worded_commands import option

app = new_app()


@command(app, "onematch sample --out sample --people 20000 --companies 4000 --crm 5000")
def sample(
    out: Annotated[Path, option("--out", "The folder to write.", file_okay=False)],
    people: PeopleOption = 20_000,
    companies: CompaniesOption = 4_000,
    crm: RecordsOption = 5_000,
    seed: Annotated[int, option("--seed", "The same seed gives the same files.")] = 0,
    own_fields: Annotated[
        bool, option("--own-fields", "Add three columns that are not canonical, and fields.toml.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Generate records with their truth.

    Members, companies, a CRM's view of them and the right answers, as Parquet. A CRM has up to four records of one
    person and more of one company: `clusters.parquet` says which.
    """
    refuse_strange_folder(out)
    with progress_bar(quiet=as_json) as progress:
        counts = write_sample(
            out, SampleSize(people=people, companies=companies, crm=crm, own_fields=own_fields), seed, progress
        )
    if as_json:
        print_json({"out": out, "counts": counts})
    else:
        print_figures(wording("Sample in {out}", out=out), counts)
