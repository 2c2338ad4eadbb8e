"""The invented safety cluster of the gallery: eleven findings in eight compliance points, with drawings for photographs."""

from __future__ import annotations

from datetime import datetime

from bwdesk.domain.evidence import PhotoMark
from bwdesk.reports import gallery_photos as scenes
from bwdesk.reports.gallery_photos import Scene
from bwdesk.reports.gallery_visit import LOCAL
from bwdesk.reports.values import Finding, Photo, Point, Ring, WorkersConcerned

_LAW = ("C155", "R164")


def _photo(number: str, scene: Scene, place: str, code: str, text: str, at: tuple[int, int, int], digest: str, ring: Ring) -> Photo:
    day, hour, minute = at
    data = scenes.jpeg(scene, 900, 600)
    taken_at = datetime(2025, 7, day, hour, minute, tzinfo=LOCAL)
    return Photo(number, data, place, code, text, taken_at, digest, (ring,), mark=PhotoMark.NOBODY)


EMERGENCY = (
    Finding(
        "7.9",
        "Extinguishers cannot be reached.",
        "OS-EMR-02",
        "Seven of 52 extinguishers stood behind cartons or racks, all in finishing and the carton store.",
        "DO",
        "Finishing hall; carton store",
        WorkersConcerned(words="all 180 who work there"),
        _LAW,
        repeated_in=(2, 3),
        photos=(
            _photo(
                "7.9a",
                scenes.exit_door,
                "Finishing hall, column 14",
                "OS-EMR-02",
                "Extinguisher behind cartons: one of 7 of 52 that could not be reached.",
                (9, 9, 20),
                "33f5ba07",
                Ring(0.5, 0.6, 0.08, 0.2),
            ),
        ),
    ),
    Finding(
        "7.10",
        "Escape routes are not marked.",
        "OS-EMR-04",
        "Arrows on the floor of hall A end at a wall that was built in March; the plan at the door shows the old exit.",
        "WO",
        "Sewing hall A",
        WorkersConcerned(318, 1184, 270, 48),
        _LAW,
        repeated_in=(2, 3),
    ),
    Finding(
        "7.11",
        "Exits are blocked during overtime.",
        "OS-EMR-06",
        "At 18:05 two of five exits of hall B stood behind cartons; 212 people were working. They were cleared at once. Workers say "
        "that it is so every evening from 16:00.",
        "DMWO",
        "Sewing hall B",
        WorkersConcerned(212, 1184, 190, 22),
        _LAW,
        True,
        repeated_in=(1, 2, 3),
        photos=(
            _photo(
                "7.11a",
                scenes.exit_door,
                "Sewing hall B, north exit",
                "OS-EMR-06",
                "Exit door behind cartons during overtime, 212 people in the hall. Cleared at once.",
                (8, 18, 5),
                "5d90e611",
                Ring(0.5, 0.55, 0.2, 0.24),
            ),
        ),
    ),
)

_MANAGEMENT = Finding(
    "7.1",
    "Risks have not been assessed.",
    "OS-MGT-02",
    "The written assessment covers sewing lines 1 to 8. Washing, ironing and the boiler room, opened or moved since 2023, are not in it.",
    "DMO",
    "Washing, ironing, boiler",
    WorkersConcerned(231, 1184, 88, 143),
    _LAW,
    repeated_in=(2, 3),
)

_CHEMICALS = (
    Finding(
        "7.2",
        "Chemicals are not stored as required.",
        "OS-CHE-03",
        "Eleven drums of spotting solvent and bleach stand on the floor without spill trays, next to the line that feeds the ironing "
        "tables. Acid and bleach share one shelf.",
        "DO",
        "Chemical store, washing",
        WorkersConcerned(words="14 of 14 in the section"),
        _LAW,
        repeated_in=(2, 3),
        photos=(
            _photo(
                "7.2a",
                scenes.drums,
                "Chemical store, washing section",
                "OS-CHE-03",
                "Drums of spotting solvent and bleach on the floor, without spill trays.",
                (8, 10, 42),
                "4be109aa",
                Ring(0.5, 0.72, 0.12, 0.2),
            ),
        ),
    ),
    Finding(
        "7.3",
        "No eye-wash where chemicals are handled.",
        "OS-CHE-07",
        "The tap named as eye-wash in the procedure has no water after 17:00, when the pump is shut off. "
        "Workers on the late shift use bottles.",
        "DWO",
        "Spot-cleaning booth",
        WorkersConcerned(6, 6, 6),
        _LAW,
        is_new=True,
        photos=(
            _photo(
                "7.3a",
                scenes.notice,
                "Spot-cleaning booth, ground floor",
                "OS-CHE-07",
                "The tap named as eye-wash: no water after 17:00. The sign is in place.",
                (8, 17, 26),
                "91d37c40",
                Ring(0.45, 0.35, 0.1, 0.2),
            ),
        ),
    ),
)

_PROTECTION = (
    Finding(
        "7.4",
        "Protective equipment does not fit the job.",
        "OS-WPR-03",
        "Dust masks are given out for solvent work that needs vapour filters. Cutters have mesh gloves in good order.",
        "DWO",
        "Spot-cleaning booth",
        WorkersConcerned(words="6 of 6 spot cleaners"),
        _LAW,
        repeated_in=(2, 3),
    ),
    Finding(
        "7.5",
        "Guards are missing on dangerous machine parts.",
        "OS-WPR-06",
        "Needle guards were missing or turned away on 61 of 240 machines counted on lines 3, 5 and 9; pulley covers on 4 of 9 button "
        "machines. Mechanics say guards come off to change thread and stay off.",
        "MWUO",
        "Lines 3, 5, 9; finishing",
        WorkersConcerned(words="about 65 operators at any time, of 612"),
        _LAW,
        True,
        repeated_in=(1, 2, 3),
        photos=(
            _photo(
                "7.5a",
                scenes.machine,
                "Sewing hall B, line 5",
                "OS-WPR-06",
                "One of 61 machines with the needle guard missing or turned away, of 240 counted.",
                (8, 13, 15),
                "c07e52b8",
                Ring(0.28, 0.5, 0.1, 0.2),
            ),
        ),
    ),
    Finding(
        "7.6",
        "Electrical boards are open.",
        "OS-WPR-07",
        "Two of 17 distribution boards had no cover; at one, bare copper could be reached from the aisle. It was closed during the visit.",
        "DO",
        "Line 5 end; compressor room",
        WorkersConcerned(words="all who pass line 5"),
        _LAW,
        is_new=True,
        photos=(
            _photo(
                "7.6a",
                scenes.board,
                "Sewing hall B, end of line 5",
                "OS-WPR-07",
                "Distribution board without cover. Closed the same day; checked at 15:40.",
                (8, 14, 58),
                "e8a21f6d",
                Ring(0.5, 0.66, 0.2, 0.1),
            ),
        ),
    ),
)

_HEAT = Finding(
    "7.7",
    "The ironing workstations are too hot.",
    "OS-ENV-01",
    "34.5 °C at 14:00 at the middle table, 33.8 °C at the window; the fans run at half speed since March.",
    "MWO",
    "Ironing",
    WorkersConcerned(36, 36, 8, 28),
    _LAW,
    repeated_in=(1, 2, 3),
)

_FIRST_AID = Finding(
    "7.8",
    "First-aid boxes are not kept filled.",
    "OS-HEA-04",
    "Five of 14 boxes had no dressings; the list inside was signed in January.",
    "DO",
    "Halls A and B",
    WorkersConcerned(),
    _LAW,
    repeated_in=(2, 3),
)

SAFETY = (
    Point("OSH management systems", 9, 1, 1, 0, 2, 1, findings=(_MANAGEMENT,)),
    Point("Chemicals and hazardous substances", 9, 2, 1, 1, 4, 3, findings=_CHEMICALS),
    Point("Worker protection", 15, 3, 2, 1, 4, 2, findings=_PROTECTION),
    Point("Working environment", 5, 1, 1, 0, 2, 1, findings=(_HEAT,)),
    Point("Welfare facilities", 6, 0, 0, 0, 0, 0),
    Point("Health services and first aid", 6, 1, 1, 0, 1, 0, findings=(_FIRST_AID,)),
    Point("Worker accommodation", 0, 0, 0, 0, 0, 0, not_asked_why="the employer runs no housing (OS-ACC-G1)"),
    Point("Emergency preparedness", 12, 3, 3, 0, 4, 1, findings=EMERGENCY),
)
