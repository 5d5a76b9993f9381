"""What an element of a page says is one text, with its values in their places."""

import jinja2
import pytest

from features.schema.texts import PSEUDO, spoken
from serving.drawing.templates import Templates

CASES = {
    "<p>On {{ day }} a user <b>said</b> no.</p>": "<p>⟦On ⟧&lt;i&gt;⟦ a user <b>said</b> no.⟧</p>",
    "<td>{{ day }}</td> – ": "<td>&lt;i&gt;</td> – ",
    "<b> More </b>": "<b> ⟦More⟧ </b>",
    '<a href="{{ day }}/x">More</a> <a href="/y">Less</a>': '<a href="&lt;i&gt;/x">⟦More⟧</a> <a href="/y">⟦Less⟧</a>',
    'See <a href="/x">this</a>.': '⟦See <a href="/x">this</a>.⟧',
    '<input title="Find {{ day }}" class="wide one">': '<input title="⟦Find ⟧&lt;i&gt;" class="wide one">',
    '<p {% if day %}class="not read"{% endif %}>{{ "it is" if day else "no" }}</p>': '<p class="not read">⟦it is⟧</p>',
    "<pre>onematch demo</pre><script>say('so')</script>": "<pre>onematch demo</pre><script>say('so')</script>",
    "{{ '%.1f a' | format(0.5) }} &amp;": "0.5 a &amp;",
    "a {brace} and {{ day }}": "⟦a {brace} and ⟧&lt;i&gt;",
}


def rendered(template: str) -> str:
    environment = Templates(loader=jinja2.DictLoader({"page.html.j2": template}), autoescape=True)
    return environment.get_template("page.html.j2").render(day="<i>")


@pytest.mark.parametrize("template", CASES)
def test_words_become_texts_and_nothing_else_changes(template: str) -> None:
    with spoken(PSEUDO):
        assert rendered(template) == CASES[template]


@pytest.mark.parametrize("template", CASES)
def test_a_page_in_english_is_what_the_template_writes(template: str) -> None:
    plain = jinja2.Environment(autoescape=True).from_string(template).render(day="<i>")

    assert rendered(template) == plain
