"""What is compared of explanations, gain, suspects, passports, batches of judgements and models."""

import json
import re
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from tests.regression.checkouts import Side
from tests.regression.contract_part import InUse, contract_in_use
from tests.regression.recording import Normaliser, Recording, without
from tests.regression.scenario_links import linked
from tests.regression.service import ADMIN, SELLER, TOKEN, Call, by_admin, by_seller
from tests.regression.sources import KINDS, SHIPPED, Sources, filled
from tests.regression.stage import Stage

SOURCE = "sample_person"
READ = (
    "/overview",
    "/overview/gain",
    "/curve?kind=person",
    "/curve?kind=company",
    "/reports/segments",
    "/reports/gain",
    "/reports/duplicates?cause=record",
    "/profiles/names?kind=person&ids=nobody",
    "/review-queue?about=records",
    "/review-queue?kind=person&blind=true",
)
LISTED = (
    "/reports/suspects",
    "/duplicates",
    "/duplicates/merges",
    "/saves/proposals",
    "/judgements/batch",
    "/jobs",
    "/imports",
    "/licences",
    "/references/account",
)
OF_MODELS = ("history", "shadow", "gates", "diff", "cards")
_SEALED = ("sealed", "signature", "fingerprint", "public")
"""What a passport encrypts, signs or hashes under a key that no two runs share."""
_KEY_ID = re.compile(r"(?<![0-9a-f])[0-9a-f]{16}(?![0-9a-f])")


def record_routes(sources: Sources) -> Recording:
    """Compare what a contract with links answers beside the scenario, and the commands of the same subjects."""
    found = Recording()
    with contract_in_use(sources, found, "routes") as used:
        _add_explanations(used)
        _add_read(used)
        _add_passports(used)
        _add_batches(used)
        _add_contract_commands(used)
    _add_commands(found, sources)
    return found


def _add_explanations(used: InUse) -> None:
    stage = used.stage
    pairs = linked(used.links, "contact")
    for number, (record, profile) in enumerate(pairs[:12]):
        other = pairs[number + 1][1]
        path = f"/records/contact/{record}/explanation?profile_id={profile}"
        stage.ask(f"explained {record}", by_seller("GET", f"{path}&edits=true&against={other}"))
        stage.ask(f"explained {record} as {other}", by_seller("GET", path.replace(profile, other)))
    unlinked = [one["id"] for one in used.links["contact"] if one["link"]["state"] != "linked"]
    for record in unlinked[:5]:
        path = f"/records/contact/{record}/explanation?profile_id={pairs[0][1]}&edits=true"
        stage.ask(f"explained {record}", by_admin("GET", path))
    for name, more in (("plain", {}), ("against", {"against": pairs[1][1], "edits": True}), ("wrong", {"colour": 1})):
        asked = {"id": "1", "full_name": "Ann Lee", "city": "Leeds"}
        body = {"kind": "person", "record": asked, "profile_id": pairs[0][1], **more}
        answer = used.service.http.post(
            f"{used.service.address}/v1/explain", json=body, headers={"Authorization": f"Bearer {TOKEN}"}
        )
        stage.keep(f"explain {name}", {"status": answer.status_code, "body": answer.json()})


def _add_read(used: InUse) -> None:
    stage = used.stage
    for path in READ:
        stage.ask(path, by_admin("GET", path))
    for path in LISTED:
        stage.all(
            path, Call("GET", path, scope="sync" if path.startswith("/references") else "admin", acting=_acting(path))
        )
    for kind, profile in (("person", linked(used.links, "contact")[0][1]), ("company", "nobody")):
        for path in (f"/duplicates/{kind}/{profile}", f"/profiles/{kind}/{profile}"):
            stage.ask(path, Call("GET", path, scope="admin" if "dup" in path else "app", acting=ADMIN))
    operator = Stage(used.operator, stage.found, stage.clean, n_steps=700)
    for path in ("/v1/models", *(f"/v1/models/{kind}/{one}" for kind in ("person", "company") for one in OF_MODELS)):
        operator.ask(path, Call("GET", path, scope="operator"))


def _acting(path: str) -> str | None:
    return None if path.startswith("/references") else ADMIN


def _add_passports(used: InUse) -> None:
    stage = used.stage
    records = [record for record, _ in linked(used.links, "contact")[:4]]
    records += [one["id"] for one in used.links["contact"] if one["link"]["state"] != "linked"][:2]
    for record in records:
        path = f"/records/contact/{record}/passport"
        document = stage.read(by_admin("GET", path)).raise_for_status().json()
        stage.n_steps += 1
        stage.keep(f"passport {record}", unsealed(document))
        forged = json.loads(json.dumps(document).replace('"decision"', '"decided"', 1))
        for name, sent in (("verified", document), ("forged", forged)):
            answer = stage.read(by_admin("POST", "/passports/verify", sent))
            stage.keep(f"passport {record} {name}", {"status": answer.status_code, "body": unsealed(answer.json())})
    keys = stage.read(Call("GET", "/v1/passport-keys", scope="admin")).json()
    stage.keep("passport keys", unsealed(keys))


def unsealed(document: Any) -> Any:
    """Return a document with names for what is encrypted, signed or hashed under a key of the run."""
    if isinstance(document, dict):
        return {key: f"<{key}>" if key.startswith(_SEALED) else unsealed(one) for key, one in document.items()}
    if isinstance(document, list):
        return [unsealed(one) for one in document]
    return _KEY_ID.sub("<key>", document) if isinstance(document, str) else document


def _add_batches(used: InUse) -> None:
    """Judge several records at once: on trial, then really, then taken back."""
    stage = used.stage
    pairs = linked(used.links, "contact")[:6]
    verdicts = ("match", "not_match", "nobody")
    rows = [
        {"object": "contact", "record_id": record, "verdict": verdicts[number % 3]}
        | ({} if verdicts[number % 3] == "nobody" else {"profile_id": profile})
        for number, (record, profile) in enumerate(pairs)
    ]
    rows.append({"object": "contact", "record_id": "nobody", "verdict": "nobody"})
    body = {"judgements": rows}
    stage.ask("batch on trial", by_admin("POST", "/judgements/batch?dry_run=true", body))
    done = stage.ask("batch", by_admin("POST", "/judgements/batch", body))
    stage.all("batches", by_admin("GET", "/judgements/batch"))
    undo = f"/judgements/batch/{done['undo_id']}/undo"
    for name in ("undone", "undone again"):
        stage.ask(name, by_admin("POST", undo))


def _add_contract_commands(used: InUse) -> None:
    stage = used.stage
    side = used.service.side
    contract = ("--contract", used.contract_id)
    judged = ("contracts", "judgements", "--kind", "person", *contract, "--out", "judgements.csv")
    commands: dict[str, tuple[str, ...]] = {
        "judgements": (*judged, "--json"),
        "imports": ("contracts", "imports", "list", *contract, "--json"),
        "admin": ("contracts", "admin", *contract, "--user", SELLER),
        "list": ("contracts", "list", "--json"),
        "keys": ("passport", "keys", "--json"),
        "not promoted": ("suspects", *contract, "--json"),
    }
    stage.n_steps += 1
    for name, words in commands.items():
        done = side.run(*words, **used.service.environment)
        printed = json.loads(done.stdout) if done.stdout.startswith(("{", "[")) else done.stdout
        stage.keep(f"command {name}", {"code": done.returncode, "printed": unsealed(printed)})
    stage.keep("judgements.csv", (side.folder / "judgements.csv").read_text(encoding="utf-8").splitlines())


def _add_commands(found: Recording, sources: Sources) -> None:
    """Explain, plan gains, sign and verify by commands on files."""
    side = sources.side
    clean = Normaliser(folder=str(sources.side.folder))
    sources.index(SOURCE)
    files = ("--bundle", SHIPPED, "--index", f"made/{SOURCE}.index")
    crm = sources.told(SOURCE, "crm")
    universe = sources.file(SOURCE, "universe")
    profiles = _some_ids(universe)
    kind = ("--kind", KINDS[SOURCE])
    gain = side.printed("gain", *kind, "--crm", crm, *files, "--out", "gain.csv", "--json")
    found.add_document("gain", clean.value(without(gain)))
    found.add("gain rows", (side.folder / "gain.csv").read_text(encoding="utf-8").splitlines())
    for record in _some_ids(sources.file(SOURCE, "crm")):
        what = ("--record", f"{crm}#{record}", "--profile", profiles[0], "--against", profiles[1], "--html", "why.html")
        explained = side.run("explain", *kind, *files, *what, "--json")
        found.add(f"explain {record}", clean.value({"code": explained.returncode, "printed": explained.stdout}))
        found.add_text(f"explain {record} html", clean.text((side.folder / "why.html").read_text(encoding="utf-8")))
        _add_passport(found, side, clean, (record, ("--record", f"{crm}#{record}", *kind, *files)))
    done = side.run("passport", "keys", "--json")
    found.add("passport keys", clean.value({"code": done.returncode, "printed": unsealed(json.loads(done.stdout))}))


def _add_passport(found: Recording, side: Side, clean: Normaliser, what: tuple[str, tuple[str, ...]]) -> None:
    record, words = what
    side.onematch("passport", "make", *words, "--out", "passport.json")
    document = json.loads((side.folder / "passport.json").read_text(encoding="utf-8"))
    found.add(f"passport {record}", clean.value(unsealed(document)))
    done = side.run("passport", "verify", "passport.json", "--index", f"made/{SOURCE}.index", "--json")
    found.add(
        f"verified {record}", clean.value({"code": done.returncode, "printed": unsealed(json.loads(done.stdout))})
    )


def _some_ids(file: Path) -> list[str]:
    return [filled(row)["id"] for row in pq.read_table(file, columns=["id"]).slice(0, 2).to_pylist()]
