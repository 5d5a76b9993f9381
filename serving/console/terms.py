"""Terms of the trade that pages explain in place, in the words of docs/glossary.md."""

from collections.abc import Mapping

from features.normalise.text import read_sentences

TERMS: Mapping[str, str] = read_sentences(
    """
    bits: evidence: one more doubles the odds of a match, one less halves them
    blocking: how candidates are found: a rule makes keys, and profiles with an equal key are retrieved
    candidate: a profile that blocking retrieved for a record
    challenger: the bundle that may replace the champion
    champion: the bundle that answers now
    dead letter: an activity that was given up
    drift: inputs or scores that moved away from what training saw
    duplicate: a record that lost its claim: its profile belongs to another record
    ECE: expected calibration error: mean distance of probability and observed frequency, in ten bins of equal mass
    gate: a condition for promotion
    harm: the probability that a link is wrong, times what depends on it
    interval: where a figure lies with a confidence of 95 in 100
    lead: how much more probable the best one is than the next
    log-odds: natural logarithm of the odds, in which evidence adds up
    margin: the probability of the best candidate less that of the second
    precision: share of the links that are right
    precision guarantee: at most one wrong badge in N, held by an upper confidence bound of the error
    probability: calibrated: of answers at .97, 97 in 100 are right
    PSI: population stability index: how far an input moved from the training's; above .25 an alarm
    recall: share of the answers that are linked rightly
    shadow: the challenger scores live traffic, off the request's path
    threshold: the least probability that links
    writeback: an activity of a seller delivered to the CRM, once
    """
)
