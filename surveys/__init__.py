"""Satisfaction surveys, with nobody on the line."""
