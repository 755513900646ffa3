# Where everything lives. Sourced by the set-up, build and test scripts, after `set -euo pipefail`.
#
# Variables a person may set:
#   KINORA_CACHE    toolchain, sources and builds of the dependencies (default: ~/.cache/kinora)
#   KINORA_SOURCES  a folder with the dependencies' tarballs, on a machine without apt
#   KINORA_JOBS     parallel jobs (default: the machine's cores)
#   CHROME          the Chromium to test with (default: Debian's)
#   FIREFOX         the Firefox to test with (default: Debian's firefox-esr)
#   MINIBROWSER     the MiniBrowser of WebKitGTK to test with (default: Debian's)

KINORA_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
export KINORA_ROOT
export KINORA_CACHE="${KINORA_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/kinora}"
export KINORA_JOBS="${KINORA_JOBS:-$(nproc)}"
mkdir -p "$KINORA_CACHE"

# The versions that everything is built and tested with.
EMSCRIPTEN_VERSION=3.1.69
LIBVPX_VERSION=1.15.0
LIBWEBM_VERSION=1.0.0.29
HIGHWAY_VERSION=1.2.0
CATCH2_VERSION=3.7.1

export LIBVPX_SOURCE="$KINORA_CACHE/sources/libvpx-$LIBVPX_VERSION"
export LIBWEBM_SOURCE="$KINORA_CACHE/sources/libwebm-$LIBWEBM_VERSION"
export HIGHWAY_SOURCE="$KINORA_CACHE/sources/highway-$HIGHWAY_VERSION"
export CATCH2_SOURCE="$KINORA_CACHE/sources/catch2-$CATCH2_VERSION"

# The private Emscripten, once tools/setup/emscripten.sh has laid it.
EMSCRIPTEN_PREFIX="$KINORA_CACHE/emscripten-$EMSCRIPTEN_VERSION"
[ -f "$EMSCRIPTEN_PREFIX/env.sh" ] && . "$EMSCRIPTEN_PREFIX/env.sh"

# Emscripten starts Python for each file: Debian's, where PATH has a version manager's script that looks for one.
[ -x /usr/bin/python3 ] && export EMSDK_PYTHON="${EMSDK_PYTHON:-/usr/bin/python3}"

. "$KINORA_ROOT/tools/setup/say.sh"
