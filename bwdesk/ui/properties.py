"""Names of dynamic properties that widgets and actions carry. Constants only."""

from __future__ import annotations

from typing import Final

# of a page's QActions
IN_BAR: Final = "bw_in_bar"  # bool: stands in the hint bar and, on touch, in the action bar
IS_MAIN: Final = "bw_is_main"  # bool: the one filled button of the action bar
ICON: Final = "bw_icon"  # str: icon name of look.md §6
AT_END: Final = "bw_at_end"  # bool: stands at the far end of the bar
HINT: Final = "bw_hint"  # str: short verb for the bar; the action's text is the long one of the palette
KEY_TEXT: Final = "bw_key_text"  # str: the key shown when it is not a shortcut (1–5, Enter in a list)

# of widgets
OWN_RING: Final = "bw_own_ring"  # bool: the widget shows its focus by itself
LOOKS_FOCUSED: Final = "bw_looks_focused"  # bool: a list that is driven from a field above it
