"""What can go wrong in the domain's own words; the command line and the service map these to a status."""


class OnematchError(Exception):
    """A user's input or a file cannot be used; the message says what was got, what was expected, and where."""


class Refused(OnematchError):
    """The command ran and says no: a gate failed."""
