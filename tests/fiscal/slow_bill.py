"""The bill in plain loops: every cohort of debt is followed from its sale to its maturity."""


def extra_interest_usd(profile, path, opening_usd, issue_rates):
    """Readable twin of the engine.

    `issue_rates[class][month]` is the change of the yield at issue at the end of each month, for
    one draw. Returns dollars by month 0..120.
    """
    months = len(path.added_usd)
    flow = [0.0] * months  # dollars a year at the end of each month
    for place, one in enumerate(profile.classes):
        rates = issue_rates[place]
        share = profile.outstanding_usd[place] / sum(profile.outstanding_usd)
        matures = {}  # month -> dollars
        for month in range(1, months):
            matures[month] = share * opening_usd * profile.runoff_share[place, month]
        cohorts = []  # (month sold, month of maturity, dollars)
        for month in range(1, months):
            falling_due = matures[month]
            for _, end, amount in cohorts:
                if end == month:
                    falling_due += amount
            growth = share * (path.added_usd[month] - path.added_usd[month - 1])
            cohorts.append((month, month + one.term_months, falling_due + growth))
        for month in range(months):
            if one.floating:
                balance = share * (opening_usd + path.added_usd[month])
                flow[month] += balance * rates[month]
                continue
            for sold, end, amount in cohorts:
                if sold <= month < end:
                    flow[month] += amount * (rates[sold - 1] + rates[sold]) / 2
    interest = [0.0] * months
    for month in range(1, months):
        interest[month] = (flow[month - 1] + flow[month]) / 2 / 12
    return interest
