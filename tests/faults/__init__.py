"""The real program, killed and cut off at seeded moments; the people before it remember what they saw."""
