"""The errors that all others derive from; the command line and the service map them to a status."""

from features.schema.texts import wording

_JSON_WORDS: dict[type, str] = {
    dict: "an object",
    list: "a list",
    bool: "a boolean",
    int: "a number",
    float: "a number",
    str: "text",
}


class OnematchError(Exception):
    """A user's input or a file cannot be used; the message names what was got, what was expected, and where.

    It carries a template and its values, and is a sentence in the present language where it is shown.
    """

    def __init__(self, template: str = "", /, **values: object) -> None:
        super().__init__(template)
        self.say(template, **values)

    def say(self, template: str, /, **values: object) -> None:
        """Change the sentence."""
        self.template = template
        self.values = values

    def __str__(self) -> str:
        """Return the sentence."""
        return wording(self.template, **self.values)


class Refused(OnematchError):
    """The command ran and its answer is no: a gate failed."""


def type_word(value: object) -> str:
    """Return the type of a JSON value in words, without the value."""
    return "nothing" if value is None else _JSON_WORDS.get(type(value), type(value).__name__)
