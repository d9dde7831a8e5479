"""The real program, killed and cut off at seeded moments, against strict servers and people who remember what they saw."""
