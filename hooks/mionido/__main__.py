"""Run the command line with `python -m mionido`."""

from mionido.commands.cli import main

if __name__ == "__main__":
    main()
