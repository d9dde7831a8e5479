"""The words every room shares about messaging; standard library only."""
