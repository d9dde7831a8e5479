"""What the head reads: the summary, the chart, the printed code."""
