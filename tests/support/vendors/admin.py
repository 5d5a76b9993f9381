"""Commands to a double over HTTP, below `/__double__/`, for a client that runs in another process.

| request | effect |
|---|---|
| `GET state` | the whole state as JSON |
| `GET journal` | every request with its answer and its fault |
| `GET duplicates?marker=REGEX` | activities that hold the same marker |
| `POST faults` with a list of faults, `DELETE faults` | plan faults, drop those that are left |
| `POST clock` with `{"freeze": time}`, `{"advance": seconds}` or `{"run": true}` | set the clock |
| `POST switches` with `{name: value}` | set switches |
| `GET backup`, `POST backup` with what `GET` gave | keep the state, put it back with its old dates |
| `POST user/NAME` with the keyword arguments as JSON | an operation of the CRM's own user |
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Protocol

from pydantic import BaseModel, TypeAdapter

from tests.support.vendors.clock import VendorClock
from tests.support.vendors.faults import FaultPlan, VendorFault
from tests.support.vendors.server import ADMIN, Exchange, VendorAnswer, VendorCall

_FAULTS = TypeAdapter(list[VendorFault])


class Administered(Protocol):
    """What both doubles offer to these commands."""

    clock: VendorClock
    faults: FaultPlan

    @property
    def journal(self) -> list[Exchange]: ...

    def backup(self) -> str: ...

    def restore_backup(self, backup: str) -> None: ...

    def duplicates(self, marker: str) -> Mapping[str, list[str]]: ...

    def set_switches(self, values: Mapping[str, object]) -> None: ...

    def user_operations(self) -> Mapping[str, Callable[..., object]]: ...


def administer(double: Administered, call: VendorCall) -> VendorAnswer:
    """Carry out one command and answer with what it gave."""
    name = call.path.removeprefix(ADMIN)
    if call.method == "GET":
        return _read(double, call, name)
    content = json.loads(call.body) if call.body else {}
    if name.startswith("user/"):
        return _user(double, name.removeprefix("user/"), content)
    if name == "faults":
        if call.method == "DELETE":
            double.faults.clear()
        for fault in _FAULTS.validate_python(content or []):
            double.faults.add(fault)
    elif name == "clock":
        _set_clock(double.clock, content)
    elif name == "switches":
        double.set_switches(content)
    elif name == "backup":
        double.restore_backup(json.dumps(content))
    else:
        return VendorAnswer(404, {"message": f"no command {name}"})
    return VendorAnswer(204)


def _read(double: Administered, call: VendorCall, name: str) -> VendorAnswer:
    if name in {"state", "backup"}:
        return VendorAnswer(200, json.loads(double.backup()))
    if name == "journal":
        return VendorAnswer(200, [asdict(exchange) for exchange in double.journal])
    if name == "duplicates":
        return VendorAnswer(200, dict(double.duplicates(call.one("marker"))))
    return VendorAnswer(404, {"message": f"no command {name}"})


def _user(double: Administered, name: str, arguments: Mapping[str, object]) -> VendorAnswer:
    operation = double.user_operations().get(name)
    if operation is None:
        return VendorAnswer(404, {"message": f"no operation {name}, known: {sorted(double.user_operations())}"})
    try:
        result = operation(**arguments)
    except (ValueError, TypeError, KeyError, AssertionError) as error:
        return VendorAnswer(400, {"message": f"{type(error).__name__}: {error}"})
    content = result.model_dump(mode="json") if isinstance(result, BaseModel) else result
    return VendorAnswer(200, {"result": content})


def _set_clock(clock: VendorClock, content: Mapping[str, object]) -> None:
    if "freeze" in content:
        clock.freeze(datetime.fromisoformat(str(content["freeze"])))
    if "advance" in content:
        clock.advance(float(str(content["advance"])))
    if content.get("run"):
        clock.run()
