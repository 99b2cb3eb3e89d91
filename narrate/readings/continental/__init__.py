"""What Spanish, German and French share: figures as the continent writes them (1.000,5).

The rules are made once for each language from its `Tongue`; a language's own module adds
what only it does and puts all in order.
"""
