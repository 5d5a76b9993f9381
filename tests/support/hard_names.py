"""Members whose names are easily damaged, as a universe file has them, by id."""

HARD_NAMES: dict[str, dict[str, str]] = {
    "olga": {"first_name": "Olga", "last_name": "O'Neill", "full_name": "Olga O'Neill", "title": "Einkauf"},
    "li": {"full_name": "李小龙", "title": "武术家", "company": "嘉禾"},
    "soren": {"first_name": "Søren", "last_name": "Ødegård", "title": "Ærlig Økonom", "city": "Tromsø"},
    "cruz": {"full_name": "Juan de la Cruz", "title": "Jefe de Compras", "country": "España"},
    "berg": {"first_name": "Anna Maria", "last_name": "van den Berg", "full_name": "Anna Maria van den Berg"},
    "arab": {"first_name": "محمد", "last_name": "عبد الله", "full_name": "محمد عبد الله", "company": "شركة النور"},
    "mac": {
        "first_name": "Zoë",
        "last_name": "MacDonald-Ó Briain",
        "title": "=SUM(A1:A9)",
        "company": "<b>Müller & Söhne</b> GmbH",
    },
}

NAMES_OF_THEIR_OWN = {
    "olga": ("Olga", "O'Neill"),
    "li": ("小龙", "李"),
    "soren": ("Søren", "Ødegård"),
    "cruz": ("Juan", "de la Cruz"),
    "berg": ("Anna Maria", "van den Berg"),
    "arab": ("محمد", "عبد الله"),
    "mac": ("Zoë", "MacDonald-Ó Briain"),
}
"""First and last name of each."""
