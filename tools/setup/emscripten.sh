# Emscripten: the one on PATH if it is new enough, else Debian 13's, unpacked into a private prefix. Sourced.

# emcc_is_new_enough: whether PATH holds Emscripten 3.1.69 or newer.
emcc_is_new_enough() {
  local version
  version=$(emcc --version 2>/dev/null | sed -nE '1s/.* ([0-9]+\.[0-9]+\.[0-9]+).*/\1/p') || true
  [ -n "$version" ] && [ "$(printf '%s\n%s\n' "$EMSCRIPTEN_VERSION" "$version" | sort -V | head -n 1)" = "$EMSCRIPTEN_VERSION" ]
}

setup_emscripten() {
  emcc_is_new_enough && return
  local prefix=$EMSCRIPTEN_PREFIX packages=(emscripten binaryen libc6 libstdc++6 libgcc-s1 node-acorn) deb tool
  step "unpacking Emscripten $EMSCRIPTEN_VERSION into a private prefix (240 MB to download, 1 GB on disk)"
  debian_release_options trixie "$KINORA_CACHE/apt-trixie"
  rm -rf "$prefix" "$KINORA_CACHE/debs" && mkdir -p "$prefix" "$KINORA_CACHE/debs"
  (cd "$KINORA_CACHE/debs" && logged emscripten-download apt-get "${APT_OPTIONS[@]}" download "${packages[@]}")
  for deb in "$KINORA_CACHE"/debs/*.deb; do dpkg-deb -x "$deb" "$prefix"; done
  rm -rf "$KINORA_CACHE/debs" "$prefix"/usr/share/emscripten/cache/sysroot/lib/wasm32-emscripten/lto*

  # binaryen's programs want a newer C library than Debian 12's: run them through the one unpacked beside them.
  local libraries="$prefix/usr/lib/x86_64-linux-gnu"
  mkdir -p "$prefix/binaryen/bin"
  ln -s "$prefix/usr/lib" "$prefix/binaryen/lib"
  for tool in "$prefix"/usr/bin/wasm-* "$prefix"/usr/bin/wasm2js; do
    [ -f "$tool" ] || continue
    printf '#!/bin/sh\nexec "%s/ld-linux-x86-64.so.2" --library-path "%s" "%s" "$@"\n' \
      "$libraries" "$libraries" "$tool" >"$prefix/binaryen/bin/${tool##*/}"
    chmod +x "$prefix/binaryen/bin/${tool##*/}"
  done
  ln -sfn ../nodejs "$prefix/usr/share/emscripten/node_modules" # acorn, for Emscripten's own scripts

  cat >"$prefix/config.py" <<CONFIG
LLVM_ROOT = '/usr/bin'
LLVM_ADD_VERSION = '19'
CLANG_ADD_VERSION = '19'
BINARYEN_ROOT = '$prefix/binaryen'
NODE_JS = '$(command -v node)'
FROZEN_CACHE = True
CONFIG
  cat >"$prefix/env.sh.part" <<ENV
export EM_CONFIG='$prefix/config.py'
export PATH='$prefix/usr/share/emscripten':"\$PATH"
ENV
  mv "$prefix/env.sh.part" "$prefix/env.sh"
  . "$prefix/env.sh"
  emcc_is_new_enough || fail "the unpacked emcc does not run" "try: $prefix/usr/share/emscripten/emcc --version"
}
