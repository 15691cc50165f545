"""Fuzzing that sees which lines an input reached.

With atheris, which is for Linux only, 35 MB large, and not among the test packages:

    .venv/bin/pip install atheris
    .venv/bin/python tests/fuzz.py test_yaml -max_total_time=600

The tests are those of test_fuzz.py, without test_links: links are read by JavaScript, of which atheris
sees no line. What follows the name is for libFuzzer. What it finds, also what is slow, lies in
build/fuzz/, and becomes a line in attacks/ or problems/.
"""

import sys
from pathlib import Path

import atheris

ROOT = Path(__file__).parent.parent
FOUND = ROOT / "build" / "fuzz"
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "hooks")]
with atheris.instrument_imports(include=["mionido", "babel", "yaml"]):
    import test_fuzz

if __name__ == "__main__":
    test = getattr(test_fuzz, sys.argv.pop(1))
    assert test is not test_fuzz.test_links, "links are read by JavaScript"
    assert (
        not test_fuzz.small().failed
    )  # read once before: else the first input would be a slow one
    FOUND.mkdir(parents=True, exist_ok=True)
    atheris.Setup([*sys.argv, f"-artifact_prefix={FOUND}/"], test.hypothesis.fuzz_one_input)
    atheris.Fuzz()
