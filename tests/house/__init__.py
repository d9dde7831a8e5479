"""Tests of the house itself: its walls, its settings, its papers."""
