"""The front door: settings, composition root, command line, and one folder per messenger."""
