"""What the head reads: data in, bytes out."""
