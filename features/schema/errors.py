"""The errors that all others derive from; the command line and the service map them to a status."""


class OnematchError(Exception):
    """A user's input or a file cannot be used; the message names what was got, what was expected, and where."""


class Refused(OnematchError):
    """The command ran and its answer is no: a gate failed."""
