"""The options that several commands share, each declared once."""

from pathlib import Path
from typing import Annotated

import typer

from features.schema.kinds import Kind
from serving.runtime.home import Home
from training.terminal import OptionsWrong

KindOption = Annotated[Kind, typer.Option("--kind", help="What the records are.")]
CrmOption = Annotated[
    Path, typer.Option("--crm", help="The CRM's records: CSV, Parquet or NDJSON.", exists=True, dir_okay=False)
]
UniverseOption = Annotated[
    Path | None,
    typer.Option("--universe", help="The profiles to match with: CSV, Parquet or NDJSON.", exists=True, dir_okay=False),
]
IndexOption = Annotated[
    Path | None,
    typer.Option("--index", help="An index folder in place of --universe.", exists=True, file_okay=False),
]
AccountLinksOption = Annotated[
    Path | None,
    typer.Option("--account-links", help="LINKS of the accounts; fills company_id.", exists=True, dir_okay=False),
]
MapOption = Annotated[
    list[str] | None,
    typer.Option("--map", metavar="THEIRS=OURS", help="Rename a column of the files; may be repeated."),
]
BundleOption = Annotated[
    str, typer.Option("--bundle", metavar="<dir>|shipped", help="The trained bundle, or the shipped one.")
]
LinksOption = Annotated[
    str,
    typer.Option("--links", metavar="best-per-record|one-to-one", help="Whether a profile may be linked twice."),
]
FeedbackOption = Annotated[
    str | None,
    typer.Option(
        "--feedback", metavar="FILE|URL", help="Judgements: a file, or the URL of a store (contracts that opted in)."
    ),
]
JudgedCrmOption = Annotated[
    Path | None,
    typer.Option("--crm", help="The records that a feedback file names.", exists=True, dir_okay=False),
]
JsonFile = Annotated[Path | None, typer.Option("--json", help="Write the figures to this file.", dir_okay=False)]
ReportFile = Annotated[Path | None, typer.Option("--report", help="Write a page with plots to this file.")]
MarkdownFile = Annotated[Path | None, typer.Option("--markdown", help="Write the tables to this Markdown file.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object for machines.")]


def read_renames(pairs: list[str] | None) -> dict[str, str]:
    """Read `theirs=ours` pairs; raises OptionsWrong for one without both names, or a name renamed twice."""
    renames: dict[str, str] = {}
    for pair in pairs or []:
        theirs, _, ours = (part.strip() for part in pair.partition("="))
        if not theirs or not ours:
            raise OptionsWrong(f"--map: got {pair!r}, expected theirs=ours")
        if theirs in renames:
            raise OptionsWrong(f"--map: {theirs!r} is renamed twice, to {renames[theirs]!r} and to {ours!r}")
        renames[theirs] = ours
    return renames


def read_renames_for(kind: Kind, pairs: list[str] | None, *files: Path | None) -> dict[str, str]:
    """Read `theirs=ours` pairs for the files that a command reads; print each column that will be ignored.

    Raises OptionsWrong, UnusableColumns where a pair starts at a column of none of them, or what opening one raises.
    """
    from data.tables.headers import check_headers
    from training.terminal import print_note

    renames = read_renames(pairs)
    for unknown in check_headers(kind, [file for file in files if file is not None], renames):
        hint = f"; --map '{unknown.name}={unknown.like}' reads it" if unknown.like else ""
        print_note(f"{unknown.path}: column {unknown.name!r} is no column of a {kind}, ignored{hint}")
    return renames


def read_bundle(kind: Kind, named: str) -> Path:
    """Return the bundle's folder, that of the shipped one for `shipped`; raises OptionsWrong where there is none."""
    from serving.matching.bundle import bundle_folder

    folder = bundle_folder(named, kind)
    if not folder.is_dir():
        raise OptionsWrong(f"--bundle: got {named!r}, expected a bundle's folder or shipped")
    return folder


def named_file(named: str | None) -> Path | None:
    """Return the file or folder that an option names; None for anything else, such as a URL."""
    return Path(named) if named and Path(named).exists() else None


def require_one_side(universe: Path | None, index: Path | None) -> None:
    """Raise OptionsWrong unless exactly one of --universe and --index is given."""
    if (universe is None) == (index is None):
        got = "neither" if universe is None else "both"
        raise OptionsWrong(f"got {got} of --universe and --index, expected exactly one")


def side_of(universe: Path | None, index: Path | None) -> list[object]:
    """Return the options that name the profiles as the user named them."""
    named = (("--universe", universe), ("--index", index))
    return [part for option, path in named if path is not None for part in (option, path)]


def read_ending(option: str, path: Path, endings: tuple[str, ...]) -> Path:
    """Return the path; raise OptionsWrong with the accepted endings where its name has another."""
    if not path.name.lower().endswith(endings):
        raise OptionsWrong(f"{option}: got {path}, expected a name that ends in {' or '.join(endings)}")
    return path


def read_choice(option: str, value: str, choices: tuple[str, ...]) -> str:
    """Return the value; raise OptionsWrong with the choices where it is none of them."""
    if value not in choices:
        raise OptionsWrong(f"{option}: got {value!r}, expected {' or '.join(choices)}")
    return value


def present_home() -> Home:
    """Return the home that the environment names."""
    from serving.runtime.settings import load_settings

    return load_settings().home_layout


def example(*lines: str) -> str:
    """Return the end of a command's help: example lines, unwrapped."""
    return "\b\nExample:\n" + "\n".join(f"  {line}" for line in lines)


def read_names(listed: str) -> list[str]:
    """Read names separated by commas."""
    return [name.strip() for name in listed.split(",") if name.strip()]
