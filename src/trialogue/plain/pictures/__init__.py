"""Pictures drawn from a study's data: accessible, deterministic SVG, each with a text twin."""
