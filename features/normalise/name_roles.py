"""Words that stand where a form wants a name: only a title, or the role that somebody has."""

from features.normalise.person_words import LINKING_WORDS, ONLY_TITLES, ROLES, ROLES_AS_FIRST_NAMES, ROLES_IN_PHRASES

_NO_NAMES = ROLES | ONLY_TITLES
_OF_PHRASES = ROLES | ROLES_AS_FIRST_NAMES | ROLES_IN_PHRASES


def is_no_name(words: list[str], also: frozenset[str]) -> bool:
    """Tell whether folded words are no name: a title, a role, one of `also`, or a phrase of roles."""
    if len(words) == 1:
        return words[0] in _NO_NAMES or words[0] in also
    return not _OF_PHRASES.isdisjoint(words) and all(word in _OF_PHRASES or word in LINKING_WORDS for word in words)
