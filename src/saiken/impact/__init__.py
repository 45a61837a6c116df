"""What a sale does to curves and the currency.

Evidence sets the size, theory sets the shape. `evidence` holds published estimates, each with its
own experiment; `habitat` is the preferred-habitat model that spreads an effect of that size over
maturities and time; `flow` adds what intermediaries charge for absorbing a pace; `currency` is the
leg that turns dollars into yen; `response` puts them together for one programme of sales.
"""
