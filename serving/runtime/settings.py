"""The settings of a process, read once from `ONEMATCH_*` and passed down."""

from datetime import time
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

from pydantic import Field, Json, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from features.schema.errors import OnematchError, expected_of
from features.schema.kinds import Kind
from features.schema.texts import ENGLISH, language
from serving.runtime.home import Home, Pointer, read_pointer
from serving.runtime.packed_models import packed_bundles


class SettingsWrong(OnematchError):
    """An `ONEMATCH_*` variable holds a value that cannot be used."""


class Settings(BaseSettings):
    """Each field is the environment variable `ONEMATCH_<FIELD>`; an empty variable counts as absent."""

    model_config = SettingsConfigDict(env_prefix="ONEMATCH_", env_ignore_empty=True, frozen=True)

    home: Path = Path(".onematch")
    bundle_person: Path | None = None
    index_person: Path | None = None
    bundle_company: Path | None = None
    index_company: Path | None = None
    host: str = "127.0.0.1"
    port: int = Field(default=3000, ge=1, le=65535)
    workers: int = Field(default=2, ge=1, le=256)
    token: SecretStr | None = None
    open: bool = False
    """Answer without a token, as the demo does on loopback."""
    behind_proxy: bool = False
    """A proxy that terminates TLS is the only way to the service, which may then bind beyond loopback."""
    database_url: str | None = None
    """The store; without one a SQLite file below `home`."""
    master_key: SecretStr | None = None
    """Encrypts the data keys: 32 bytes in base64; without it a key file is created below `home`."""
    backup_key: SecretStr | None = None
    """Seals backups: 32 bytes in base64, kept where the machine's disk is not."""
    backup_to: str | None = None
    """The place of the backups, at which each erasure is noted when it is done."""
    rate_per_minute: int = Field(default=6000, ge=1)
    """The most requests of a contract in a minute."""
    crm_hosts: str = "hubapi.com,oraclecloud.com"
    """The hosts that writeback may call, with their subdomains, separated by commas."""
    hubspot_app_secret: SecretStr | None = None
    """Signs HubSpot's webhooks: the app's client secret; several, of private apps, are separated by commas."""
    jwks_url: str | None = None
    """URL of an external token issuer's public keys; needs `issuer` and `audience`."""
    issuer: str | None = None
    audience: str | None = None
    operators: str = ""
    """Subjects of the external issuer, separated by commas, whose tokens of the scope operator are an operator's."""
    track: bool = True
    """Off: trainings log no MLflow run."""
    register_runs: bool = Field(default=True, validation_alias="ONEMATCH_REGISTER")
    """Off for benchmarks and tests: trainings are logged, but no model version is registered."""
    follow_champion_s: float = Field(default=30, ge=0)
    """Seconds between two looks of `onematch work` at MLflow's alias `champion`; 0: it is not followed."""
    retrain_at: str | None = None
    """HH:MM in UTC at which `onematch work` retrains where anything is new; without one only calls retrain."""
    retrain_every_h: float = Field(default=24, ge=1)
    """The least hours between the beginnings of two turns of `onematch work`."""
    retrain_answers: int = Field(default=50, ge=1)
    """As many new answers begin a turn before its hour, as do a new drift alarm and a new index."""
    retrain_shadow_days: float = Field(default=7, ge=0)
    """Days that a challenger scores in the shadow before it may be promoted."""
    retrain_promote: bool = False
    """Promote a challenger that passed gates and shadow; off: the operator promotes it."""
    gate_segments: Json[dict[str, Annotated[float, Field(ge=0, lt=1)]]] = Field(default="{}")  # type: ignore[arg-type]
    """What no segment of a column may lose of precision or recall, as JSON: `{"region": 0.02}`."""
    language: str = ENGLISH
    """Of what people are told: `en`, or a file of `features/schema/languages`."""
    metrics_address: str | None = None
    """HOST:PORT of a second listener that answers `/metrics` without a token."""

    work_address: str = "127.0.0.1:9101"
    """HOST:PORT at which `onematch work` answers `/healthz`, `/readyz` and `/metrics`, without a token."""

    traces: str | None = None
    """The address that spans are sent to, such as `http://127.0.0.1:4318/v1/traces`."""

    @field_validator("traces")
    @classmethod
    def _can_be_traced(cls, value: str | None) -> str | None:
        if value is not None and find_spec("opentelemetry.instrumentation.sqlalchemy") is None:
            raise ValueError("the extra traces: pip install 'onematch[traces]'")
        return value

    @field_validator("metrics_address", "work_address")
    @classmethod
    def _is_address(cls, value: str | None) -> str | None:
        if value is not None:
            split_address(value)
        return value

    @field_validator("language")
    @classmethod
    def _is_language(cls, value: str) -> str:
        return language(value).code

    @field_validator("retrain_at")
    @classmethod
    def _is_time(cls, value: str | None) -> str | None:
        if value is not None:
            time.fromisoformat(value)
        return value

    @property
    def metrics_listener(self) -> tuple[str, int] | None:
        """Host and port of the second listener for `/metrics`."""
        return None if self.metrics_address is None else split_address(self.metrics_address)

    @property
    def home_layout(self) -> Home:
        """The paths below `ONEMATCH_HOME`."""
        return Home(self.home)

    @property
    def store_url(self) -> str:
        """The database URL of the store."""
        return self.database_url or f"sqlite:///{self.home_layout.store_file}"

    @property
    def written_folders(self) -> dict[str, Path]:
        """The folders that a running service writes to, by their names in `/readyz`."""
        from sqlalchemy import make_url  # a fifth of a second, which commands without a store save

        url = make_url(self.store_url)
        is_file = url.get_backend_name() == "sqlite" and url.database is not None
        return {"home": self.home} | ({"store": Path(url.database or "").parent} if is_file else {})

    def served(self, kind: Kind) -> Pointer | None:
        """Return the pair to serve: paths of the variables, else of the pointer, else the bento's own bundle.

        None if one of both is missing.
        """
        bundle, index = self._named(kind)
        if bundle is not None and index is not None:
            return Pointer(bundle, index)
        if (pointer := read_pointer(self.home_layout, kind)) is not None:
            return Pointer(bundle or pointer.bundle, index or pointer.index, pointer.former)
        packed = packed_bundles().get(kind)
        return None if index is None or packed is None else Pointer(packed, index)

    def bundle(self, kind: Kind) -> Path | None:
        """Return the bundle to serve, also where no index is named yet."""
        pointer = read_pointer(self.home_layout, kind)
        return self._named(kind)[0] or (None if pointer is None else pointer.bundle)

    def _named(self, kind: Kind) -> tuple[Path | None, Path | None]:
        if kind is Kind.PERSON:
            return self.bundle_person, self.index_person
        return self.bundle_company, self.index_company


def split_address(text: str) -> tuple[str, int]:
    """Return the host and port of `127.0.0.1:9100`, `[::1]:9100` or `name:9100`; raises ValueError."""
    host, _, port = text.rpartition(":")
    name = host.removeprefix("[").removesuffix("]")
    if not name or (":" in name) != host.startswith("[") or not port.isdecimal() or not 0 < int(port) < 1 << 16:
        raise ValueError("HOST:PORT, such as 127.0.0.1:9100 or [::1]:9100")
    return name, int(port)


def load_settings() -> Settings:
    """Read the environment; raises SettingsWrong with the variable's name and value."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        raise SettingsWrong(
            "ONEMATCH_{name}: got {input!r}, expected {expected}",
            name=str(first["loc"][0]).upper().removeprefix("ONEMATCH_"),
            input=first["input"],
            expected=expected_of(first),
        ) from error
