"""Our speed and memory beside bare aiogram and aiogram-dialog: `python -m tests.bench`; docs/benchmarks.md explains."""
