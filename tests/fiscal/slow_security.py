"""The bill by security in plain loops: every security and every cohort is followed by itself."""

import itertools

GROUP = {"Bill": 0, "Note": 1, "Bond": 1, "TIPS": 2, "FRN": 3}


def cohorts(securities, policy, debt, index):
    """Everything that is ever sold: (class, month sold, month of maturity, dollars when sold).

    `securities` holds (kind, month of maturity, dollars on day 0).
    """
    months = len(debt)
    opening = [0.0] * 4
    for kind, _, usd in securities:
        opening[GROUP[kind]] += usd
    total = sum(opening)
    sold = []
    for month in range(1, months):
        stands = [0.0] * 4
        for kind, end, usd in securities:
            if end > month:
                grows = index[month] if kind == "TIPS" else 1.0
                stands[GROUP[kind]] += usd * grows
        for place, start, end, usd in sold:
            if end > month:
                kind = policy.classes[place].kind
                grows = index[month] / index[start] if kind == "TIPS" else 1.0
                stands[GROUP[kind]] += usd * grows
        done = min(month / policy.phase_in_months, 1.0)
        for place, one in enumerate(policy.classes):
            group = GROUP[one.kind]
            share = opening[group] / total + policy.tilt_share[group] * done
            short = share * debt[month] - stands[group]
            usd = short * policy.mix[place]
            sold.append((place, month, month + one.term_months, usd))
    return sold


def interest_by_kind(securities, old_rate, policy, debt, index, at_sale, floating):
    """Interest of each month by kind at given rates of sale (class, month) and of floaters."""
    months = len(debt)
    flow = {kind: [0.0] * months for kind in GROUP}
    for (kind, end, usd), rate in zip(securities, old_rate, strict=True):
        for month in range(min(end, months)):
            grows = index[month] if kind == "TIPS" else 1.0
            pays = floating[month] if kind == "FRN" else rate
            flow[kind][month] += usd * grows * pays
    for place, start, end, usd in cohorts(securities, policy, debt, index):
        kind = policy.classes[place].kind
        for month in range(start, min(end, months)):
            grows = index[month] / index[start] if kind == "TIPS" else 1.0
            pays = floating[month] if kind == "FRN" else at_sale[place][start]
            flow[kind][month] += usd * grows * pays
    return {
        kind: [0.0] + [(a + b) / 2 / 12 for a, b in itertools.pairwise(path)]
        for kind, path in flow.items()
    }
