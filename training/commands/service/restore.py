"""`onematch restore`: a backup looked at, or restored on an empty machine."""

import tempfile
from functools import cache, partial
from pathlib import Path
from typing import Annotated

import typer

from features.schema.texts import wording
from serving.backup.backup import shown, verify
from serving.backup.place import backup_key, find_backup
from serving.backup.restore import restore as put_back
from serving.contract.leaving.persons import erase_again
from serving.runtime.process import now_in_utc
from serving.runtime.settings import Settings, load_settings
from serving.store.store import Store
from training.commands.options import JsonOption, command, new_app
from training.commands.service.backup import KeyFileOption
from training.feedback.stores import served_services
from training.terminal import print_note, print_result, progress_bar
from training.worded_commands import option

app = new_app()


@command(
    app,
    "onematch restore /mnt/backup/onematch --key-file backup.key",
    "onematch restore /mnt/backup/onematch --key-file backup.key --to /var/lib/onematch",
)
def restore(
    source: Annotated[str, typer.Argument(metavar="FROM", help="A place of backups (its newest), or one of them.")],
    to: Annotated[Path | None, option("--to", "The home, which is not there or empty.")] = None,
    key_file: KeyFileOption = None,
    as_json: JsonOption = False,
) -> None:
    """Restore a backup on an empty machine, or look what is in it.

    Without --to it is only read whole and counted.

    The store goes to ONEMATCH_DATABASE_URL, an empty database, where it was PostgreSQL.
    """
    settings = load_settings()
    secret = backup_key(settings, key_file)
    part = find_backup(source, secret)
    erased = 0

    def erase_in(here: Settings, store: Store) -> None:
        nonlocal erased
        erased = erase_again(store, part.place, cache(partial(served_services, here, store)), now_in_utc())

    with progress_bar(quiet=as_json) as show:
        if to is None:
            with tempfile.TemporaryDirectory() as folder:
                manifest = verify(part, Path(folder), show)
        else:
            manifest = put_back(part, settings, to, show, erase_in)
    facts = shown(manifest, part.place.address)
    for name in manifest.missing:
        print_note("{name} was named, but not there: the backup lacks it", name=name)
    print_result(
        as_json,
        {**facts, "home": to and str(to), "erased_again": erased},
        f"{facts['backup']}: {'whole' if to is None else f'restored to {to}'}",
        wording(
            "{contracts} contracts, {records} records, {links} links, {files} files, a "
            "{database} store of schema {schema}, by onematch {code}",
            contracts=facts["contracts"],
            records=facts["records"],
            links=facts["links"],
            files=facts["files"],
            database=facts["database"],
            schema=facts["schema"],
            code=facts["code"],
        ),
        wording("taken at {taken_at}: what was stored after that is not in it", taken_at=facts["taken_at"]),
        *([wording("{count} records were erased again", count=erased)] if erased else []),
        *([] if to is None else [wording("next: ONEMATCH_HOME={to} onematch doctor", to=to)]),
    )
