"""Photos: made upright, small and free of what they tell about people and places; PDFs as evidence: judged, and shown as pictures.

The only room that knows Pillow. No SQL, no Qt.
"""
