"""Signatures inside PDFs (PAdES B-B), made and looked at without a network. The only room that uses pyHanko.

A certificate comes from a PKCS#12 file (`pkcs12.py`), is kept under the desk's key (`kept.py`) and signs (`signer.py`, `signing.py`);
`look.py` says what a PDF from outside holds. What comes from outside is read in the intake process only: `pkcs12.py`, `look.py`.
"""

import logging

for _name in ("pyhanko", "pyhanko_certvalidator"):  # their lines quote names out of certificates
    logging.getLogger(_name).setLevel(logging.CRITICAL + 1)
