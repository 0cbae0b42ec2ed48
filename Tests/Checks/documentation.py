# SPDX-License-Identifier: Apache-2.0
"""Every public symbol has a doc comment: documentation.py FOLDER with symbol graphs. Prints those that have none."""

import json
import pathlib
import sys

symbols, bare = 0, []
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.symbols.json")):
    graph = json.loads(path.read_text(encoding="utf-8"))
    for symbol in graph["symbols"]:
        symbols += 1
        # Extensions of other modules' types are no symbols of their own.
        if "docComment" not in symbol and symbol["kind"]["identifier"] != "swift.extension":
            bare.append(f"{graph['module']['name']}: {'.'.join(symbol['pathComponents'])}")
for name in bare:
    print(f"no doc comment: {name}")
if symbols < 500:
    sys.exit(f"only {symbols} symbols; the symbol graphs are incomplete")
if bare:
    sys.exit(f"{len(bare)} of {symbols} public symbols have no doc comment")
print(f"documentation: all {symbols} public symbols have a doc comment")
