"""Pictures of every part and of the frame, with invented data, for a person to look at beside the mock-ups. Never part of the desk."""
