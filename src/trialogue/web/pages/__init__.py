"""One module for each page; each names its ``routes``."""
