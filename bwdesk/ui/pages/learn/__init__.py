"""Learning: seminars and trainings, who was there, the learning plan of a factory, and what open issues ask for."""
