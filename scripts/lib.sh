# Shared by the scripts: what a machine needs, installed by name.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { printf '%s\n' "$*" >&2; }

# need PROGRAM PACKAGE: installs the Debian package if the program is missing.
need() {
  command -v "$1" >/dev/null 2>&1 && return 0
  missing_packages+=("$2")
}

install_missing() {
  [ "${#missing_packages[@]}" -eq 0 ] && return 0
  say "installing: ${missing_packages[*]}"
  local sudo=""
  [ "$(id -u)" -eq 0 ] || sudo="sudo"
  $sudo apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "${missing_packages[@]}" >/dev/null
}

missing_packages=()
need_rust() {
  if ! command -v cargo >/dev/null 2>&1; then
    say "Rust 1.95 or later is needed: see the toolchain's own site for how to install it."
    exit 1
  fi
  need cc gcc
}
