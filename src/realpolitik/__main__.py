"""`python -m realpolitik`, where the program's folder is not on the path."""

from realpolitik.cli import main

if __name__ == "__main__":
    main()
