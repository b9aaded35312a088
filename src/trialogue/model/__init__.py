"""Values: frozen dataclasses and enums. Imports the standard library only."""
