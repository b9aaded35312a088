"""The search page: a query said back in words, its filters with counts, its hits as cards to choose from."""
