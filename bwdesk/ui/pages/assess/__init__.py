"""Assess: the assessment, the self-diagnosis, and the list both are begun and gone on from."""
