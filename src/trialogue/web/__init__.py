"""The site: pages that a person reads, and their twins in JSON. Parse, call, render; nothing else."""
