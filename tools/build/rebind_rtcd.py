#!/usr/bin/env python3
"""Binds libvpx's run-time CPU detection headers to wasm code, statically.

libvpx's generic configuration writes `#define vpx_sad16x16 vpx_sad16x16_c` into its *_rtcd.h for every function that
some architecture has a faster version of. This rewrites those lines, in place: to the kernel `vpx_sad16x16_wasm` where
there is one, else to the best of libvpx's x86 intrinsics that was compiled, else not at all. The prototype is that of
the C function. libvpx itself is not patched.
"""

import argparse
import pathlib
import re

X86_LEVELS = ["sse4_1", "ssse3", "sse3", "sse2", "sse"]  # best first


def symbols(text):
    """The names in a list of one symbol a line, or in nm's output."""
    return {line.split()[-1] for line in text.splitlines() if line.strip() and not line.startswith("#")}


def rebind(text, kernels, x86, skip):
    """The header's text with its bindings rewritten, and the list of the new names."""
    prototypes = {
        match[2]: (match[1], match[3])
        for match in re.finditer(r"^([a-z_][\w \*]*?)\b(\w+)_c\(([^;]*?)\);", text, re.M | re.S)
    }
    bound = []

    def replacement(match):
        function = match[1]
        if function not in prototypes:
            return match[0]
        candidates = [function + "_wasm"] if function + "_wasm" in kernels else []
        if function not in skip:
            candidates += [f"{function}_{level}" for level in X86_LEVELS if f"{function}_{level}" in x86]
        if not candidates:
            return match[0]
        name = candidates[0]
        bound.append(name)
        result_type, parameters = prototypes[function]
        return f"{result_type}{name}({parameters});\n#define {function} {name}"

    return re.sub(r"^#define (\w+) \1_c$", replacement, text, flags=re.M), bound


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kernels", required=True, help="file: our kernels' names, one a line")
    parser.add_argument("--x86", required=True, help="file: nm's output for the compiled x86 intrinsics")
    parser.add_argument("--skip", required=True, help="file: functions whose x86 version is not to be used")
    parser.add_argument("headers", nargs="+")
    arguments = parser.parse_args()

    kernels = symbols(pathlib.Path(arguments.kernels).read_text())
    x86 = symbols(pathlib.Path(arguments.x86).read_text())
    skip = symbols(pathlib.Path(arguments.skip).read_text())
    bound = []
    for header in map(pathlib.Path, arguments.headers):
        text, names = rebind(header.read_text(), kernels, x86, skip)
        header.write_text(text)
        bound += names
    pathlib.Path("bound.txt").write_text("\n".join(sorted(bound)) + "\n")

    unbound = kernels - set(bound)
    if unbound:
        raise SystemExit(f"kernels that replace no libvpx function: {', '.join(sorted(unbound))}")
    print(f"{len(bound)} functions bound, {len(kernels)} of them to our kernels")


if __name__ == "__main__":
    main()
