"""The demo's school: everything in it is invented."""
