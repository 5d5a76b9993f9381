"""`onematch backup`: an installation copied while it serves."""

import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from features.schema.texts import wording
from serving.backup.backup import back_up, remove_old, shown, verify
from serving.backup.place import Place, backup_key
from serving.contract.leaving.erasures import publish
from serving.runtime.process import now_in_utc
from serving.runtime.settings import load_settings
from training.commands.options import JsonOption, command, file_option, new_app
from training.feedback.stores import home_store
from training.terminal import print_note, print_result, progress_bar
from training.worded_commands import option

KeyFileOption = Annotated[
    Path | None,
    file_option("--key-file", "A file with the key of the backups; ONEMATCH_BACKUP_KEY in its place."),
]
app = new_app()


@command(
    app,
    "onematch backup /mnt/backup/onematch --key-file backup.key --verify",
    "ONEMATCH_BACKUP_KEY=... onematch backup s3://bucket/onematch",
)
def backup(
    to: Annotated[str, typer.Argument(metavar="TO", help="A folder, or s3://BUCKET/PATH.")],
    key_file: KeyFileOption = None,
    check: Annotated[bool, option("--verify", "Read it back whole: open every piece, count rows.")] = False,
    keep: Annotated[int, option("--keep", "Remove backups there that are older, in days.", min=1)] = 30,
    as_json: JsonOption = False,
) -> None:
    """Copy an installation while it serves, sealed.

    Store, shards, keys, bundles, indexes, history and MLflow's files are in it.

    What was acknowledged before its moment is in it. An interrupted one is never taken for a whole one.
    """
    settings = load_settings()
    secret = backup_key(settings, key_file)
    place = Place.at(to)
    with progress_bar(quiet=as_json) as show:
        manifest = back_up(settings, place, secret, now_in_utc, show)
        with home_store() as store:
            publish(store, place)
        if check:
            with tempfile.TemporaryDirectory() as folder:
                verify(place.part(manifest.name, secret), Path(folder), show)
    removed = remove_old(place, timedelta(days=keep), now_in_utc(), manifest.name)
    for name in manifest.missing:
        print_note("{name} is named, but not there: the backup lacks it", name=name)
    facts = shown(manifest, place.address)
    print_result(
        as_json,
        {**facts, "verified": check, "removed": removed},
        wording(
            "{backup}: {check}, as of {taken_at}",
            backup=facts["backup"],
            check=wording("verified") if check else wording("written"),
            taken_at=facts["taken_at"],
        ),
        wording(
            "{contracts} contracts, {records} records, {links} links, {files} files",
            contracts=facts["contracts"],
            records=facts["records"],
            links=facts["links"],
            files=facts["files"],
        ),
        *(wording("removed {name}", name=name) for name in removed),
    )
