"""Tests of BW Desk; they mirror the package. `tests/house` looks at the checkout itself."""
