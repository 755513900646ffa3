# Debian packages. Sourced.

# What `npm start` needs, and what `npm test` needs on top.
APT_BUILD=(ca-certificates cmake ninja-build make perl nasm g++ clang-19 lld-19 llvm-19 python3-minimal xz-utils patch)
APT_TEST=(libclang-rt-19-dev clang-format-19 ffmpeg mkvtoolnix mediaconch libwebm-tools fonts-dejavu-core)
# The three engines; what WebKitGTK decodes films with; a screen in memory, and what draws on it in software.
APT_TEST+=(chromium firefox-esr webkit2gtk-driver gstreamer1.0-plugins-good gstreamer1.0-plugins-bad)
APT_TEST+=(gstreamer1.0-libav gstreamer1.0-gl xvfb libgl1-mesa-dri libegl1 libgles2)

# as_root COMMAND...: runs COMMAND as root.
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

have_apt() { command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; }

# apt_missing PACKAGE...: prints those that are not installed.
apt_missing() {
  local package
  for package in "$@"; do
    [ "$(dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null)" = 'ii ' ] || echo "$package"
  done
}

# apt_install PACKAGE...: installs those that are missing.
apt_install() {
  local missing
  mapfile -t missing < <(apt_missing "$@")
  [ ${#missing[@]} -eq 0 ] && return
  step "installing from Debian: ${missing[*]}"
  if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null; then
    fail "not root, and no sudo" "run as root: apt-get install --no-install-recommends ${missing[*]}"
  fi
  logged apt-update as_root apt-get update
  logged apt-install as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"
}

# without_apt COMMAND...: on another system, names the commands that are missing and how to point at them.
without_apt() {
  local command missing=()
  for command in "$@"; do command -v "$command" >/dev/null || missing+=("$command"); done
  command -v emcc >/dev/null || missing+=("emcc (Emscripten $EMSCRIPTEN_VERSION or newer, from emsdk)")
  [ ${#missing[@]} -eq 0 ] && return
  fail "this system has no apt, and these are not on PATH: ${missing[*]}" "install them, then say where things are:
    PATH            emcc, cmake, ninja, nasm, perl, python3, clang++ 19 (as clang++-19)
    KINORA_SOURCES  a folder with libvpx_$LIBVPX_VERSION.orig.tar.xz, libwebm_$LIBWEBM_VERSION.orig.tar.xz,
                    highway_$HIGHWAY_VERSION.orig.tar.gz, catch2_$CATCH2_VERSION.orig.tar.gz (Debian's source tarballs;
                    the SHA-256 of each is in tools/setup/sources.sh)
    CHROME          a Chromium or Chrome, for npm test
    FIREFOX         a Firefox, for npm test
    MINIBROWSER     WebKitGTK's MiniBrowser, for npm test; with WebKitWebDriver and Xvfb on PATH"
}

# debian_release_options RELEASE FOLDER: makes a private apt state for Debian RELEASE in FOLDER, from the machine's
# own mirror, and sets APT_OPTIONS to use it. Nothing of it is seen by the system's apt.
debian_release_options() {
  local release=$1 folder=$2 own list
  own=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
  mkdir -p "$folder/lists/partial" "$folder/cache/archives/partial"
  if [ -f /etc/apt/sources.list.d/debian.sources ]; then
    list="$folder/debian.sources"
    sed -e "s/\\b$own\\b/$release/g" -e 's/^Types:.*/Types: deb deb-src/' /etc/apt/sources.list.d/debian.sources >"$list"
  elif [ -f /etc/apt/sources.list ]; then
    list="$folder/debian.list"
    grep -E "^deb .*\\b$own\\b" /etc/apt/sources.list | sed -e "s/\\b$own\\b/$release/g" >"$list.deb"
    sed 's/^deb /deb-src /' "$list.deb" | cat "$list.deb" - >"$list"
  else
    fail "found no Debian mirror in /etc/apt" "add one to /etc/apt/sources.list.d/debian.sources"
  fi
  APT_OPTIONS=(-o "Dir::Etc::sourcelist=$list" -o Dir::Etc::sourceparts=- -o "Dir::State::Lists=$folder/lists"
    -o "Dir::Cache=$folder/cache" -o APT::Sandbox::User=root)
  [ -f "$folder/fresh" ] || { logged "apt-$release" apt-get "${APT_OPTIONS[@]}" update && touch "$folder/fresh"; }
}
