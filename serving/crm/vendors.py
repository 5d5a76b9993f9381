"""The vendors by name: each has a folder here, and its name is a line of `Crm`."""

from collections.abc import Mapping
from enum import StrEnum
from importlib import import_module

from serving.crm.reading import VendorNames
from serving.crm.vendor import Vendor
from serving.vocabulary.terms import Crm

VENDORS: Mapping[Crm, Vendor] = {crm: import_module(f".{crm}", __package__).VENDOR for crm in Crm}
Shape = StrEnum("Shape", ["CANONICAL", *Crm.__members__])  # type: ignore[misc]
"""How rows arrive: in canonical columns, or as one of the CRMs answers them."""
CANONICAL = Shape("canonical")


def names_of(shape: Shape) -> VendorNames | None:
    """Return the names by which rows of a shape are read; None for canonical columns."""
    return None if shape is CANONICAL else VENDORS[Crm(shape)].names
