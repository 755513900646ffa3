# The C and C++ sources we build on, pinned and checked. Sourced.

# fetch_source NAME VERSION TARBALL SHA256 RELEASE: unpacks Debian RELEASE's upstream tarball into the cache.
fetch_source() {
  local name=$1 version=$2 tarball=$3 sha256=$4 release=$5
  local target="$KINORA_CACHE/sources/$name-$version" work="$KINORA_CACHE/downloads"
  [ -f "$target/.kinora-complete" ] && return
  step "fetching the source of $name $version"
  mkdir -p "$work" "$KINORA_CACHE/sources"
  if [ -n "${KINORA_SOURCES:-}" ] && [ -f "$KINORA_SOURCES/$tarball" ]; then
    cp "$KINORA_SOURCES/$tarball" "$work/"
  elif [ ! -f "$work/$tarball" ]; then
    have_apt || fail "no source of $name $version" "put $tarball into a folder and point KINORA_SOURCES at it"
    debian_release_options "$release" "$KINORA_CACHE/apt-$release"
    # A superseded .dsc may be gone while the upstream tarball is still there, so judge by the tarball alone.
    (cd "$work" && apt-get "${APT_OPTIONS[@]}" source --download-only "$name=$version-*" >"$name.log" 2>&1) ||
      (cd "$work" && apt-get "${APT_OPTIONS[@]}" source --download-only "$name" >"$name.log" 2>&1) || true
    [ -f "$work/$tarball" ] || { rm -f "$KINORA_CACHE/apt-$release/fresh"; fail "could not download $tarball" \
      "see $work/$name.log; or put the file into a folder and point KINORA_SOURCES at it"; }
  fi
  echo "$sha256  $work/$tarball" | sha256sum --check --quiet - || {
    rm -f "$work/$tarball"
    fail "$tarball is not the file we know (SHA-256 differs)" "it was removed; run again, or set KINORA_SOURCES"
  }
  rm -rf "$target.part" && mkdir -p "$target.part"
  tar -xf "$work/$tarball" -C "$target.part" --strip-components=1
  touch "$target.part/.kinora-complete"
  rm -rf "$target" && mv "$target.part" "$target"
}

fetch_sources() {
  fetch_source libvpx "$LIBVPX_VERSION" "libvpx_$LIBVPX_VERSION.orig.tar.xz" \
    a6cfd199c5c567cfa4e6d991ec36690d9af801585b5db959c1494b5b15f821a5 trixie
  fetch_source libwebm "$LIBWEBM_VERSION" "libwebm_$LIBWEBM_VERSION.orig.tar.xz" \
    7867fcd8a573fa0cbff49484115595ff24463887db8f79d11fc772bb07568793 bookworm
  fetch_source highway "$HIGHWAY_VERSION" "highway_$HIGHWAY_VERSION.orig.tar.gz" \
    7e0be78b8318e8bdbf6fa545d2ecb4c90f947df03f7aadc42c1967f019e63343 trixie
  fetch_source catch2 "$CATCH2_VERSION" "catch2_$CATCH2_VERSION.orig.tar.gz" \
    c991b247a1a0d7bb9c39aa35faf0fe9e19764213f28ffba3109388e62ee0269c trixie
}
