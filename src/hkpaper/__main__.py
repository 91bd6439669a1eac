"""python -m hkpaper: the command line."""

from hkpaper.cli import main

if __name__ == "__main__":
    main()
