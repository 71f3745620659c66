"""Does any module of the app import itself by way of others? Imports inside functions count, too."""

from collections.abc import Iterator

import grimp


def circles(imports: dict[str, set[str]]) -> Iterator[set[str]]:
    """The groups of modules that reach one another (Tarjan, without recursion: the graph is deep)."""
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    for start in imports:
        if start in number:
            continue
        work = [(start, iter(sorted(imports[start])))]
        number[start] = low[start] = len(number)
        stack.append(start)
        on_stack.add(start)
        while work:
            module, following = work[-1]
            for other in following:
                if other not in number:
                    number[other] = low[other] = len(number)
                    stack.append(other)
                    on_stack.add(other)
                    work.append((other, iter(sorted(imports[other]))))
                    break
                if other in on_stack:
                    low[module] = min(low[module], number[other])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[module])
                if low[module] == number[module]:
                    group: set[str] = set()
                    while module not in group:
                        last = stack.pop()
                        on_stack.discard(last)
                        group.add(last)
                    if len(group) > 1:
                        yield group


def test_a_circle_would_be_found() -> None:
    assert list(circles({"a": {"b"}, "b": {"c"}, "c": {"a", "d"}, "d": set()})) == [{"a", "b", "c"}]


def test_no_module_of_the_app_imports_itself_by_way_of_others() -> None:
    graph = grimp.build_graph("app", cache_dir=None, exclude_type_checking_imports=True)
    imports = {module: set(graph.find_modules_directly_imported_by(module)) & graph.modules for module in graph.modules}
    found = ["\n  ".join(sorted(group)) for group in circles(imports)]
    assert not found, "circles of imports:\n  " + "\n\n  ".join(found)
