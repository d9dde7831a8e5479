"""The school year's plan and its deadlines, with nobody on the line."""
