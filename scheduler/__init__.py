"""What we do because time passed."""
