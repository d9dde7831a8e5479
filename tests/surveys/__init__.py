"""Surveys without anybody on the line: definitions, drafts, the method, the ballot box, the wording."""
