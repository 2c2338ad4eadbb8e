"""Where the packaged program starts: the command line, or with `-m bwdesk.…` a part of itself that it runs as a process of its own."""

import runpy
import sys

if sys.argv[1:2] == ["-m"] and len(sys.argv) > 2 and sys.argv[2].startswith("bwdesk."):
    del sys.argv[:2]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
else:
    from bwdesk.cli import main

    sys.exit(main())
