"""PDFs as factories hand them in, and as somebody would who means harm: made here, in memory."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String


def pdf(pages: int = 1, change: Callable[[Pdf], object] | None = None, **saved: object) -> bytes:
    """A PDF of A4 pages with a black bar, changed before it is saved."""
    made = Pdf.new()
    for _ in range(pages):
        page = made.add_blank_page(page_size=(595, 842))
        page.contents_add(made.make_stream(b"0 g 60 700 400 60 re f"))
    if change is not None:
        change(made)
    out = io.BytesIO()
    made.save(out, deterministic_id="encryption" not in saved, **saved)  # type: ignore[arg-type]
    return out.getvalue()


def _opens_with(action: Dictionary) -> Callable[[Pdf], object]:
    return lambda made: setattr(made.Root, "OpenAction", action)


def _annotated(annotation: Dictionary) -> Callable[[Pdf], object]:
    return lambda made: setattr(made.pages[0].obj, "Annots", Array([annotation]))


def _named_script(made: Pdf) -> None:
    script = made.make_indirect(Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")))
    made.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), script])))


def _attached(made: Pdf) -> None:
    made.attachments["wages.xlsm"] = b"MZ"


ACTIVE: dict[str, Callable[[Pdf], object]] = {
    "a script when it opens": _opens_with(Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))),
    "a program to start": _opens_with(Dictionary(S=Name.Launch, F=String("calc.exe"))),
    "a script by name": _named_script,
    "a file inside": _attached,
    "a script behind a link": _annotated(Dictionary(Type=Name.Annot, Subtype=Name.Link, A=Dictionary(S=Name.JavaScript, JS=String("1")))),
    "a form that sends itself": _annotated(
        Dictionary(Type=Name.Annot, Subtype=Name.Link, A=Dictionary(S=Name("/SubmitForm"), F=String("x")))
    ),
    "a form of its own language": lambda made: setattr(made.Root, "AcroForm", Dictionary(XFA=String("<xdp/>"))),
    "a film": _annotated(Dictionary(Type=Name.Annot, Subtype=Name.RichMedia)),
    "a script after a page": lambda made: setattr(
        made.pages[0].obj, "AA", Dictionary(O=Dictionary(S=Name.JavaScript, JS=made.make_stream(b"app.alert(1)")))
    ),
}
"""What acts on its own, by what it is."""

PLAIN: dict[str, Callable[[Pdf], object]] = {
    "a link": _annotated(Dictionary(Type=Name.Annot, Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("urn:example")))),
    "opens at a page": lambda made: setattr(made.Root, "OpenAction", Dictionary(S=Name.GoTo, D=Array([made.pages[0].obj, Name.Fit]))),
    "a form to fill": lambda made: setattr(made.Root, "AcroForm", Dictionary(Fields=Array())),
}
"""What is only shown, and is taken."""

LOCKED = pdf(encryption=pikepdf.Encryption(owner="o", user="u"))
GUARDED = pdf(encryption=pikepdf.Encryption(owner="o", user=""))
