"""The engine as one script for the phone: the files in JavaScript beside this one, joined.

They are modules, as their twins in Python are. A browser refuses modules from a page that was opened
as a file, so what it gets is one classic script, with all that a file exports in `mionido`.
"""

import re
from pathlib import Path

FOLDER = Path(__file__).parent
IMPORT = re.compile(r"^import .*?;\n", re.MULTILINE | re.DOTALL)
EXPORT = re.compile(r"^export (?=(?:function\*?|class|const) (\w+))", re.MULTILINE)


def joined() -> str:
    """Return evaluate.js."""
    files = sorted(FOLDER.glob("*.js"))
    whole = "\n".join(path.read_text(encoding="utf-8") for path in files)
    names = ", ".join(EXPORT.findall(whole))
    code = EXPORT.sub("", IMPORT.sub("", whole))
    return f'(function (root) {{\n"use strict";\n{code}root.mionido = {{ {names} }};\n}})(globalThis);\n'
