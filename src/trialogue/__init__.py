"""Trialogue: find a clinical trial, understand it, check whether you may take part, apply, hear back."""

__version__ = "0.1.0"
