"""Benchmarks: ratios and budgets, measured in one run (`./run bench`). Not collected by pytest."""
