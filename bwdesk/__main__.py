"""`python -m bwdesk`: starts the command line, nothing else."""

import sys

from bwdesk.cli import main

sys.exit(main())
