"""`python -m dangvu` is the same program as the installed command `dangvu`."""

from dangvu.cli import main

if __name__ == "__main__":
    main()
