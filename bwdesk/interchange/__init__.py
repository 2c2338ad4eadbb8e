"""Lists and workbooks in and out, as plain values; never SQL, Qt or the network. Runs in the intake process (runtime/intake.py)."""
