"""Fuzzing that sees which lines an input reached.

With atheris, which is for Linux only, 35 MB large, and not among the test packages:

    .venv/bin/pip install atheris
    .venv/bin/python tests/fuzz.py test_yaml -max_total_time=600

The tests are those of test_fuzz.py; what follows the name is for libFuzzer. What it finds becomes a
line in attacks/ or problems/.
"""

import sys
from pathlib import Path

import atheris

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent / "hooks")]
with atheris.instrument_imports(include=["mionido", "babel", "yaml"]):
    import test_fuzz

if __name__ == "__main__":
    test = getattr(test_fuzz, sys.argv.pop(1))
    atheris.Setup(sys.argv, test.hypothesis.fuzz_one_input)
    atheris.Fuzz()
