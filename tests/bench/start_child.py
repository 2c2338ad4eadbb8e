"""What bench_start starts: `bare` (an empty window with a field) or `desk PIN` (the program). Prints moments of the clock.

Moments are of `time.monotonic()`, which all processes of a computer share on Linux: field (painted and has the focus), typed (the last
digit of the PIN has been sent), today (Today is filled and painted).
"""

from __future__ import annotations

import sys


def bare() -> int:
    from PySide6.QtWidgets import QApplication, QLineEdit, QWidget  # each of the two imports what it needs, in its own order

    from tests.bench.start_watch import watch_field

    app = QApplication(sys.argv[:1])
    window = QWidget()
    field = QLineEdit(window)
    window.resize(1280, 800)
    field.setFocus()
    window.show()
    watch_field(app.quit)
    return app.exec()


def desk(pin: str) -> int:
    from bwdesk.app import run
    from bwdesk.cli import main

    import_plainly = run._import_plainly

    def then_watch() -> None:
        import_plainly()
        from tests.bench.start_watch import watch_desk  # Qt is not there before the program asks for it

        watch_desk(pin)

    run._import_plainly = then_watch
    return main(["desk"])


if __name__ == "__main__":
    sys.exit(bare() if sys.argv[1] == "bare" else desk(sys.argv[2]))
