"""``python -m trialogue``."""

from trialogue.cli.app import main

if __name__ == "__main__":
    main()
