"""What is compared of explanations, gain, suspects, passports, batches of judgements and models."""

import json
import re
from itertools import pairwise
from typing import Any

import pyarrow.parquet as pq

from tests.regression.contract_part import InUse, contract_in_use
from tests.regression.recording import Normaliser, Recording, without
from tests.regression.scenario_links import linked, unlinked
from tests.regression.service import SELLER, TOKEN
from tests.regression.sources import SHIPPED, Sources, filled
from tests.regression.stage import Stage, content

SOURCE = "sample_person"
READ = (
    *("/overview", "/overview/gain", "/curve?kind=person", "/curve?kind=company"),
    *("/reports/segments", "/reports/gain", "/reports/duplicates?cause=record"),
    *("/profiles/names?kind=person&ids=nobody", "/review-queue?about=records", "/review-queue?kind=person&blind=true"),
    *("/duplicates/company/nobody", "/profiles/company/nobody"),
)
LISTED = (
    *("/reports/suspects", "/duplicates", "/duplicates/merges", "/saves/proposals", "/judgements/batch"),
    *("/jobs", "/imports", "/licences"),
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
    for (record, profile), (_, other) in pairwise(pairs[:13]):
        path = f"GET /records/contact/{record}/explanation?profile_id="
        stage.ask_all("seller", f"{path}{profile}&edits=true&against={other}", f"{path}{other}")
    for other_record in unlinked(used.links)[:5]:
        path = f"GET /records/contact/{other_record['id']}/explanation?profile_id={pairs[0][1]}&edits=true"
        stage.ask("admin", path)
    headers = {"Authorization": f"Bearer {TOKEN}"}
    asked = {
        "kind": "person",
        "record": {"id": "1", "full_name": "Ann Lee", "city": "Leeds"},
        "profile_id": pairs[0][1],
    }
    for more in ({}, {"against": pairs[1][1], "edits": True}, {"colour": 1}):
        body = asked | more
        stage.keep(
            "explain", content(used.service.http.post(f"{used.service.address}/v1/explain", json=body, headers=headers))
        )


def _add_read(used: InUse) -> None:
    stage = used.stage
    profile = linked(used.links, "contact")[0][1]
    stage.ask_all("admin", *(f"GET {path}" for path in READ))
    for path in LISTED:
        stage.list("admin", path)
    stage.list("sync", "/references/account")
    stage.ask("admin", f"GET /duplicates/person/{profile}")
    stage.ask("seller", f"GET /profiles/person/{profile}")
    of_models = [f"GET /v1/models/{kind}/{subject}" for kind in ("person", "company") for subject in OF_MODELS]
    Stage(used.operator, stage.found, stage.clean).ask_all("operator", "GET /v1/models", *of_models)


def _add_passports(used: InUse) -> None:
    stage = used.stage
    records = [record for record, _ in linked(used.links, "contact")[:4]]
    for record in (*records, *(record["id"] for record in unlinked(used.links)[:2])):
        document = stage.read("admin", f"GET /records/contact/{record}/passport").raise_for_status().json()
        stage.keep(f"passport {record}", unsealed(document))
        forged = json.loads(json.dumps(document).replace('"decision"', '"decided"', 1))
        for sent in (document, forged):
            stage.keep("verified", unsealed(content(stage.read("admin", "POST /passports/verify", sent))))
    stage.keep("passport keys", unsealed(content(stage.read("program", "GET /v1/passport-keys"))))


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
    rows = [{"object": "contact", "record_id": "nobody", "verdict": "nobody"}]
    verdicts = ("match", "not_match", "nobody") * 2
    for (record, profile), verdict in zip(linked(used.links, "contact"), verdicts, strict=False):
        of_profile = {} if verdict == "nobody" else {"profile_id": profile}
        rows.append({"object": "contact", "record_id": record, "verdict": verdict} | of_profile)
    body = {"judgements": rows}
    stage.ask("admin", "POST /judgements/batch?dry_run=true", body)
    undo = stage.ask("admin", "POST /judgements/batch", body)["undo_id"]
    stage.list("admin", "/judgements/batch")
    stage.ask_all("admin", *(f"POST /judgements/batch/{undo}/undo",) * 2)


def _add_contract_commands(used: InUse) -> None:
    side = used.service.side
    contract = ("--contract", used.contract_id)
    for words in (
        ("contracts", "judgements", "--kind", "person", *contract, "--out", "judgements.csv", "--json"),
        ("contracts", "imports", "list", *contract, "--json"),
        ("contracts", "admin", *contract, "--user", SELLER),
        ("contracts", "list", "--json"),
        ("passport", "keys", "--json"),
        ("suspects", *contract, "--json"),
    ):
        done = side.run(*words, **used.service.environment)
        used.stage.keep(" ".join(words), {"code": done.returncode, "printed": unsealed(_printed(done.stdout))})
    used.stage.keep("judgements.csv", (side.folder / "judgements.csv").read_text(encoding="utf-8").splitlines())


def _printed(text: str) -> Any:
    return json.loads(text) if text.startswith(("{", "[")) else text


def _add_commands(found: Recording, sources: Sources) -> None:
    """Explain, plan gains, sign and verify by commands on files."""
    side = sources.side
    clean = Normaliser(folder=str(side.folder))
    sources.index(SOURCE)
    index = ("--index", f"made/{SOURCE}.index")
    asked = ("--kind", "person", "--bundle", SHIPPED, *index)
    crm = sources.told(SOURCE, "crm")
    records, profiles = (
        [filled(row)["id"] for row in pq.read_table(sources.file(SOURCE, name), columns=["id"])[:2].to_pylist()]
        for name in ("crm", "universe")
    )
    gain = side.printed("gain", *asked, "--crm", crm, "--out", "gain.csv", "--json")
    found.add_document("gain", clean.value(without(gain)))
    found.add("gain rows", (side.folder / "gain.csv").read_text(encoding="utf-8").splitlines())
    for record in records:
        of_record = ("--record", f"{crm}#{record}")
        against = ("--profile", profiles[0], "--against", profiles[1], "--html", "why.html")
        explained = side.run("explain", *asked, *of_record, *against, "--json")
        found.add(f"explain {record}", clean.value({"code": explained.returncode, "printed": explained.stdout}))
        found.add_text(f"explain {record} html", clean.text((side.folder / "why.html").read_text(encoding="utf-8")))
        side.onematch("passport", "make", *of_record, *asked, "--out", "passport.json")
        document = json.loads((side.folder / "passport.json").read_text(encoding="utf-8"))
        found.add(f"passport {record}", clean.value(unsealed(document)))
        verified = side.run("passport", "verify", "passport.json", *index, "--json")
        printed = unsealed(json.loads(verified.stdout))
        found.add(f"verified {record}", clean.value({"code": verified.returncode, "printed": printed}))
