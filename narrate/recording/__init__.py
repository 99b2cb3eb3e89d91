"""Recording: every chunk is asked for once, kept at once, and paid for once.

`pool` sends, `retry` asks again, `load/` decides when and how much, `accounts` and `ledger` keep
the money, `inspect` judges what came, `store` keeps it and keeps a second run away.
"""
