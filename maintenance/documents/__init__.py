"""What is printed: each document has `context`, tested by equality, and `render`, tested by opening the PDF."""
