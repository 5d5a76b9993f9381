"""The wheel of the sdist in a fresh environment of the core, beside foreign packages of the rooms' names."""

import os
import re
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from features.compiled.ahead import compiled_modules
from tests.support.core_environment import UV, install_core
from tests.support.paths import ROOT
from training.extras import EXTRAS
from training.wheel_layout import LEFT_OUT, ROOMS

MAX_MB = 750
"""The largest environment of the core without bytecode; LLVM (llvmlite), Arrow and SciPy are 440 MB of it."""
USED = """
import data, features
assert (data.OWNER, features.OWNER) == ("the user", "the user")
import onematch, pyarrow
members = pyarrow.table({"id": ["m1", "m2"], "full_name": ["Katarina Nowak", "John Smith"],
                         "email": ["k.nowak@acme.example", "jsmith@globex.example"]})
onematch.Index.build("person", members, "members.index")
records = pyarrow.table({"id": ["c1"], "full_name": ["Nowak, Katarina"], "email": ["K.Nowak@acme.example"]})
print(onematch.match(records, "members.index")["candidate_id"].to_pylist())
print(onematch.Matcher.open("shipped", "members.index").match(records)["candidate_id"].to_pylist())
"""


def build(target: str, out: Path, root: Path) -> Path:
    """Build the wheel or the sdist of a checkout, without a network."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(out)]
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    [built] = out.iterdir()
    return built


def names_in(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:
        return sorted(archive.namelist())


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sdist, unpacked."""
    folder = tmp_path_factory.mktemp("source")
    with tarfile.open(build("sdist", tmp_path_factory.mktemp("sdist"), ROOT)) as archive:
        archive.extractall(folder, filter="data")
    [found] = folder.iterdir()
    return found


@pytest.fixture(scope="module")
def wheel(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", tmp_path_factory.mktemp("wheel"), source)


@dataclass(frozen=True, slots=True)
class Installed:
    """An environment with the wheel, and a folder to work in."""

    environment: Path
    folder: Path

    @property
    def packages(self) -> Path:
        [found] = self.environment.glob("lib/python3*/site-packages")
        return found

    def run(self, *command: object) -> subprocess.CompletedProcess[str]:
        """Run a program of the environment in the folder; its output is the test's matter."""
        program, *arguments = map(str, command)
        return subprocess.run(
            [str(self.environment / "bin" / program), *arguments],
            cwd=self.folder,
            env=clean_environment(self.folder),
            capture_output=True,
            text=True,
            check=False,
        )


def clean_environment(folder: Path) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("ONEMATCH_", "PYTHON"))}
    own = {"ONEMATCH_HOME": str(folder / "home"), "BENTOML_HOME": str(folder / "bentoml"), "ONEMATCH_OPEN": "true"}
    return inherited | own


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    environment = tmp_path_factory.mktemp("installed") / "environment"
    install_core(environment)
    options = ["--python", str(environment / "bin" / "python"), "--no-deps", "--offline"]
    subprocess.run([str(UV), "pip", "install", *options, str(wheel)], check=True, capture_output=True)
    made = Installed(environment, tmp_path_factory.mktemp("work"))
    for room in ROOMS[:2]:
        (made.packages / room).mkdir()
        (made.packages / room / "__init__.py").write_text('OWNER = "the user"\n', encoding="utf-8")
    return made


def test_the_wheel_puts_nothing_but_onematch_beside_a_user_s_modules(wheel: Path) -> None:
    tops = {name.partition("/")[0] for name in names_in(wheel)}

    assert {top for top in tops if not top.endswith(".dist-info")} == {"onematch"}
    assert {"onematch/__init__.py", "onematch/py.typed", "onematch/training/cli.py"} <= set(names_in(wheel))
    assert "onematch/training/wheel_layout.py" not in names_in(wheel)


def test_the_wheel_brings_the_machine_code_of_every_module_with_compiled_functions(wheel: Path) -> None:
    made = re.compile(r"onematch/features/compiled/machine/[^/]+/([\w-]+)/(\w+)\..*\.nbi").fullmatch
    found = {f"{named[1].replace('-', '.')}.{named[2]}" for named in map(made, names_in(wheel)) if named}

    assert found == set(compiled_modules())


def test_a_wheel_of_the_sdist_holds_all_that_the_checkout_holds(wheel: Path, source: Path) -> None:
    paths = (path for room in ROOMS for path in (ROOT / room).rglob("*") if path.is_file())
    files = {path.relative_to(ROOT).as_posix() for path in paths if "__pycache__" not in path.parts}
    named = {"__init__.py", "py.typed"} | {name for name in files if not name.startswith(LEFT_OUT)}
    inside = {name.removeprefix("onematch/") for name in names_in(wheel) if ".dist-info/" not in name}

    assert {name for name in inside if not name.startswith(LEFT_OUT)} == named
    assert {"tests", "docs", "uv.lock", "Makefile", "onematch.py"} <= {path.name for path in source.iterdir()}


def test_the_core_is_light_and_needs_no_library_of_an_extra(installed: Installed) -> None:
    files = (path for path in installed.environment.rglob("*") if path.is_file() and path.suffix != ".pyc")
    megabytes = sum(path.lstat().st_size for path in files) / 1e6
    there = {path.name for path in installed.packages.iterdir()}

    assert megabytes < MAX_MB
    assert there.isdisjoint({*EXTRAS["train"], *EXTRAS["spark"]} - {"jinja2", "psutil"})  # BentoML brings these two


def test_every_module_of_the_core_can_be_imported_under_its_new_name(installed: Installed) -> None:
    rooms = [installed.packages / "onematch" / room for room in ROOMS[:3]]
    modules = [path for room in rooms for path in room.rglob("*.py") if not of_an_extra(path)]
    names = [".".join(path.relative_to(installed.packages).with_suffix("").parts) for path in modules]
    code = "import importlib, sys; [importlib.import_module(name) for name in sys.argv[1:]]"

    done = installed.run("python", "-W", "error::ImportWarning", "-c", code, *names, "onematch.training.cli")

    assert done.returncode == 0, done.stderr


def of_an_extra(path: Path) -> bool:
    """Whether a module needs an extra, is run by Alembic, or compiles when it is imported."""
    return bool({"sample", "migrations", "compiled"} & set(path.parts)) or path.stem.startswith(
        ("spark", "traces", "__init__")
    )


def test_python_and_the_commands_work_beside_a_user_s_own_data_and_features(installed: Installed) -> None:
    (installed.folder / "crm.csv").write_text("id,full_name,email\nc1,Katarina Nowak,k.nowak@acme.example\n")

    used = installed.run("python", "-c", USED)
    files = ("--crm", "crm.csv", "--index", "members.index", "--out", "links.csv")
    matched = installed.run("onematch", "match", "--kind", "person", *files, "--bundle", "shipped")

    assert used.stdout == "['m1']\n['m1']\n", used.stderr
    assert matched.returncode == 0, matched.stderr
    assert (installed.folder / "links.csv").read_text(encoding="utf-8").splitlines()[1].startswith("c1,m1,")


def test_a_command_of_an_extra_names_it(installed: Installed) -> None:
    done = installed.run("onematch", "sample", "--out", "sample")

    assert done.returncode == 2
    assert "onematch sample needs the extra train: pip install 'onematch[train]'" in done.stderr
