"""Photos: made upright, small and free of what they tell about people and places; the only room that knows Pillow. No SQL, no Qt."""
