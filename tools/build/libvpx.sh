#!/usr/bin/env bash
# Builds libvpx's encoders, once a variant, into the cache, and prints the folder (include/, lib/libvpx.a).
#
#   libvpx.sh native             this machine's own, with its assembly: the reference for bytes and speed
#   libvpx.sh plain              WebAssembly, C only, no SIMD: what the benchmark compares with
#   libvpx.sh headers            WebAssembly with SIMD, configured: vpx_config.h and the *_rtcd.h, nothing compiled
#   libvpx.sh wasm KERNELS_A     the same, compiled: C, libvpx's x86 intrinsics through Emscripten's headers, and calls
#                                to the *_wasm kernels that the archive KERNELS_A defines (it is linked later)
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/../setup/env.sh"

variant=${1:?which variant: native, plain, headers, wasm}
here="$KINORA_ROOT/tools/build"
splats="$KINORA_ROOT/src/base/wasm_splats.h"

COMMON=(--disable-unit-tests --disable-examples --disable-tools --disable-docs --disable-install-docs
  --disable-install-bins --disable-webm-io --disable-libyuv --disable-dependency-tracking --enable-static --disable-shared
  --enable-vp8 --enable-vp9 --disable-vp8-decoder --disable-vp9-decoder --disable-multithread
  --disable-vp9-temporal-denoising --disable-temporal-denoising)

# configure_wasm FLAGS [OPTION...]: the C configuration, by Emscripten, in the current folder.
configure_wasm() {
  CC=emcc CXX=em++ AR=emar NM=emnm RANLIB=emranlib LD=emcc logged "libvpx-$variant-configure" \
    "$LIBVPX_SOURCE/configure" --target=generic-gnu "${COMMON[@]}" --extra-cflags="$1" "${@:2}"
  logged "libvpx-$variant-rtcd" make -j"$KINORA_JOBS" vpx_config.h vpx_version.h vpx_dsp_rtcd.h vpx_scale_rtcd.h vp8_rtcd.h vp9_rtcd.h
}

# x86_objects FOLDER: libvpx's SSE2 to SSE4.1 intrinsics, compiled to wasm SIMD. Their prototypes come from rtcd headers
# made for x86-64, kept apart from the C configuration's.
x86_objects() {
  local headers="$1/headers" definitions module
  mkdir -p "$headers"
  sed -E 's/^#define HAVE_(MMX|SSE|SSE2|SSE3|SSSE3|SSE4_1) 0/#define HAVE_\1 1/' vpx_config.h >"$headers/vpx_config.h"
  cp vpx_version.h "$headers/"
  sed -E 's/^(VPX_ARCH_X86_64)=no/\1=yes/; s/^(HAVE_(MMX|SSE|SSE2|SSE3|SSSE3|SSE4_1))=no/\1=yes/' libs-generic-gnu.mk >"$headers/config.mk"
  for definitions in vpx_dsp/vpx_dsp_rtcd_defs.pl vpx_scale/vpx_scale_rtcd.pl vp8/common/rtcd_defs.pl vp9/common/vp9_rtcd_defs.pl; do
    module=${definitions%%/*}
    perl "$LIBVPX_SOURCE/build/make/rtcd.pl" --arch=x86_64 --sym="${module}_rtcd" --config="$headers/config.mk" \
      --disable-avx --disable-avx2 --disable-avx512 "$LIBVPX_SOURCE/$definitions" >"$headers/${module}_rtcd.h"
  done
  grep -v '^#' "$here/libvpx_x86_sources.txt" | xargs -P "$KINORA_JOBS" -I '{}' sh -c \
    'emcc -c -O3 -DNDEBUG -msimd128 -msse4.1 -w -include "$5" -I"$1" -I"$2" "$2/$3" -o "$4/$(echo "$3" | tr / _ ).o"' \
    sh "$headers" "$LIBVPX_SOURCE" '{}' "$1" "$splats"
}

build_native() {
  logged libvpx-native-configure env CC=clang-19 CXX=clang++-19 "$LIBVPX_SOURCE/configure" "${COMMON[@]}" --enable-pic \
    --enable-runtime-cpu-detect
  logged libvpx-native-make make -j"$KINORA_JOBS"
}

build_plain() {
  configure_wasm ''
  logged libvpx-plain-make make -j"$KINORA_JOBS"
}

build_wasm() {
  cp -a "$headers"/. . && rm complete
  logged libvpx-wasm-x86 x86_objects x86
  # Bind before the C files are compiled: they call what the headers name.
  logged libvpx-wasm-rebind python3 "$here/rebind_rtcd.py" --kernels "$kernels" --x86 <(emnm --defined-only x86/*.o) \
    --skip "$here/libvpx_x86_unbound.txt" vpx_dsp_rtcd.h vpx_scale_rtcd.h vp8_rtcd.h vp9_rtcd.h
  logged libvpx-wasm-make make -j"$KINORA_JOBS"
  emar q libvpx.a x86/*.o
}

# Position-independent code would fetch the address of each table from a variable.
build_headers() {
  cp "$here/libvpx_replaced.h" .
  configure_wasm '-msimd128 -include libvpx_replaced.h' --disable-pic
}

# The key names everything the result depends on: the scripts, the versions, and which kernels there are.
kernels=
inputs=("$here/libvpx.sh" "$here/rebind_rtcd.py" "$here/libvpx_x86_sources.txt" "$here/libvpx_x86_unbound.txt")
[ "$variant" != headers ] || inputs+=("$here/libvpx_replaced.h")
if [ "$variant" = wasm ]; then
  headers=$("$here/libvpx.sh" headers)
  mkdir -p "$KINORA_ROOT/build"
  kernels="$KINORA_ROOT/build/wasm_kernels.txt"
  [ -f "${2:-}" ] || fail "no archive of kernels at '${2:-}'" "build it: cmake --build build/wasm --target kinora_kernels"
  emnm --defined-only "$2" 2>/dev/null | awk '$2 == "T" && $3 ~ /_wasm$/ { print $3 }' | sort >"$kernels"
  inputs+=("$kernels" "$here/libvpx_replaced.h" "$splats")
fi
toolchain=native
[ "$variant" = native ] || toolchain=$(emcc --version | head -n 1)
key=$(cat "${inputs[@]}" <(echo "$LIBVPX_VERSION $toolchain") | sha256sum | cut -c1-12)
target="$KINORA_CACHE/builds/libvpx-$variant-$key"

if [ ! -f "$target/complete" ]; then
  step "building libvpx $LIBVPX_VERSION ($variant)"
  rm -rf "$target" && mkdir -p "$target"
  (cd "$target" && "build_$variant")
  mkdir -p "$target/lib"
  [ ! -f "$target/libvpx.a" ] || mv "$target/libvpx.a" "$target/lib/"
  find "$target" \( -name '*.o' -o -name 'libvpx*.a' ! -path '*/lib/*' \) -delete
  touch "$target/complete"
fi
mkdir -p "$KINORA_ROOT/build/libvpx"
ln -sfn "$target" "$KINORA_ROOT/build/libvpx/$variant"
echo "$target"
