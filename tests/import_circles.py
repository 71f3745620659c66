"""Do the app's modules import one another in a circle? The contract that import-linter asks (see pyproject.toml).

`acyclic_siblings`, which import-linter brings, takes a folder for one module: it would refuse that a support plan reads
its case's rows while the case's services read its plans'. This one looks at modules, and counts imports inside
functions too: written there, a circle is hidden, not opened. Imports for the type checker alone never run, and are
left out.
"""

from collections.abc import Iterator

import grimp
from importlinter import Contract, ContractCheck, fields, output


class AcyclicModules(Contract):
    """No module of the package reaches itself."""

    type_name = "acyclic_modules"

    package = fields.StringField()

    def check(self, graph: grimp.ImportGraph, verbose: bool) -> ContractCheck:
        at_work = grimp.build_graph(str(self.package), exclude_type_checking_imports=True, cache_dir=None)
        found = [described(at_work, circle) for circle in circles(at_work)]
        return ContractCheck(kept=not found, metadata={"circles": found})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for lines in check.metadata["circles"]:
            output.print_error("These import one another. Move what both need to the lower one, or pass it on:")
            for line in lines:
                output.print_error(f"  {line}")
            output.new_line()


def circles(graph: grimp.ImportGraph) -> list[frozenset[str]]:
    """The groups of modules of which each reaches every other."""
    reached = {module: graph.find_upstream_modules(module) for module in graph.modules}
    both = (
        frozenset(other for other in further if module in reached[other]) | {module}
        for module, further in reached.items()
    )
    return sorted({group for group in both if len(group) > 1}, key=min)


def described(graph: grimp.ImportGraph, circle: frozenset[str]) -> list[str]:
    """The imports inside a circle, a line for each."""

    def lines() -> Iterator[str]:
        for module in sorted(circle):
            for imported in sorted(graph.find_modules_directly_imported_by(module) & circle):
                at = ", ".join(str(each["line_number"]) for each in _details(graph, module, imported))
                yield f"{module}:{at} imports {imported}"

    return list(lines())


def _details(graph: grimp.ImportGraph, module: str, imported: str) -> list[grimp.DetailedImport]:
    return graph.get_import_details(importer=module, imported=imported)
