"""Where the packaged program starts: the command line; and the two ways in which the program starts parts of itself as processes,
`-m bwdesk.…` and `--intake-child LIMIT`."""

import runpy
import sys

if sys.argv[1:2] == ["--intake-child"]:
    sys.argv[1:2] = ["-m", "bwdesk.runtime.intake_child"]
if sys.argv[1:2] == ["-m"] and len(sys.argv) > 2 and sys.argv[2].startswith("bwdesk."):
    module = sys.argv[2]
    sys.argv = [module, *sys.argv[3:]]
    runpy.run_module(module, run_name="__main__", alter_sys=True)
else:
    from bwdesk.cli import main

    sys.exit(main())
