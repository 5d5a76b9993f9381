"""Machine code for what Python calls alone: what compiled code calls is optimised within its callers.

Numba optimises every function, with all that it calls, before one that calls it is compiled, and makes machine code of
it that nothing runs: a part ten calls deep is optimised ten times (docs/experiments/speed-second-step.md).

Held to numba's own way by tests/features/compiled/test_loader.py and by all tests of compiled functions.
"""

from typing import Any

from numba.core.codegen import JITCodeLibrary, JITCPUCodegen
from numba.core.registry import cpu_target


class LateLibrary(JITCodeLibrary):
    """The code of one function and of all that it calls, optimised when its address is first needed."""

    def finalize(self) -> None:
        """Link what the function calls."""
        for library in dict.fromkeys(self._linking_libraries):
            self._final_module.link_in(library._get_module_for_linking(), preserve=True)
        self._finalized = True

    def get_pointer_to_function(self, name: str) -> int:
        """Return the address of a function of this library, 0 where it has none of the name."""
        self._ensure_finalized()
        names = {function.name for function in self.get_defined_functions()}
        if name in names and not self._codegen._engine.is_symbol_defined(name):
            self._optimize_final_module()
            self._finalize_final_module()
        return int(JITCodeLibrary.get_pointer_to_function(self, name))


def set_environment(name: str, environment: Any) -> None:
    """Give a function its environment, which one that raises or prints reads; without machine code it needs none."""
    codegen = cpu_target.target_context.codegen()
    if codegen._engine.get_global_value_address(name):
        JITCPUCodegen.set_env(codegen, name, environment)
