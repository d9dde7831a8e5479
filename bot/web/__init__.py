"""A chat in the browser: its own messenger server, so it needs no token; also the demo school's page."""
