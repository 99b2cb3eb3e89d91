"""Recording: every chunk is asked for once, kept at once, and paid for once.

`pool` sends, `retry` asks again, `gate`, `limiter` and `outage` decide when and how
much, `budget` and `ledger` keep the accounts, `inspect` and `pace` judge what came,
`store` keeps it, `lock` keeps a second run away.
"""
