"""What we do when a person does something."""
