#!/bin/sh
# Sets up what octavo needs on this machine: native libraries, .venv, locked packages;
# for tests also what npm and Maven have, into .setup.
# Usage: tools/setup.sh run | test     Quick when nothing is to be done.
set -eu

cd "$(dirname "$0")/.."
purpose=${1:-run}
python=${PYTHON:-python3}
case "$purpose" in
  run) lock=locks/octavo.txt ;;
  test) lock=locks/test.txt ;;
  *) echo "usage: tools/setup.sh run | test" >&2; exit 2 ;;
esac

say() { printf 'setup: %s\n' "$*" >&2; }

# The stamp names everything this script's result depends on, the checkout's own place
# included: a virtual environment does not survive being moved.
stamp=".venv/.setup-$purpose"
# shellcheck disable=SC2046
state="$(pwd) $(cat "$lock" pyproject.toml tools/setup.sh tools/node/*.json tools/verapdf/* | cksum)"
if [ -x .venv/bin/python ] && [ "$(cat "$stamp" 2>/dev/null)" = "$state" ]; then
  exit 0
fi

lacking=""
need() { lacking="$lacking $1"; }

if ! command -v "$python" >/dev/null 2>&1; then
  need python3; need python3-venv
elif ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
  say "octavo needs Python 3.11 or newer; $python is $("$python" -V 2>&1)."
  say "Name another one with: make PYTHON=/path/to/python3.12"
  exit 3
elif ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
  need python3-venv
fi

# WeasyPrint loads these by name when it starts; a wheel cannot bring them along.
native() {
  "$python" -c 'import ctypes, sys; ctypes.CDLL(sys.argv[1])' "$1" 2>/dev/null
}
if [ "$(uname -s)" = Linux ]; then
  if command -v "$python" >/dev/null 2>&1; then
    native libpango-1.0.so.0 || need libpango-1.0-0
    native libpangoft2-1.0.so.0 || need libpangoft2-1.0-0
    native libharfbuzz-subset.so.0 || need libharfbuzz-subset0
  else
    need libpango-1.0-0; need libpangoft2-1.0-0; need libharfbuzz-subset0
  fi
  [ -e /etc/ssl/certs/ca-certificates.crt ] || need ca-certificates
  if [ "$purpose" = test ] && ! command -v npm >/dev/null 2>&1; then
    need nodejs; need npm
  fi
  if [ "$purpose" = test ]; then
    command -v mvn >/dev/null 2>&1 || need maven
    command -v javac >/dev/null 2>&1 || need default-jdk-headless
    command -v pdftoppm >/dev/null 2>&1 || need poppler-utils
    # A browser, and a font for it: Chromium alone brings none.
    command -v chromium >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 ||
      { need chromium; need fonts-dejavu-core; }
  fi
fi

if [ -n "$lacking" ]; then
  if ! command -v apt-get >/dev/null 2>&1; then
    say "install these with your system's package manager, then run make again:$lacking"
    exit 3
  fi
  if [ "$(id -u)" = 0 ]; then
    as_root=""
  elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    as_root="sudo"
  else
    say "some system packages are missing. Install them with:"
    say "  sudo apt-get update && sudo apt-get install --yes --no-install-recommends$lacking"
    say "then run make again."
    exit 3
  fi
  say "installing system packages:$lacking"
  $as_root apt-get update -qq
  # shellcheck disable=SC2086
  $as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install --yes -qq --no-install-recommends $lacking >/dev/null
fi

if [ "$(uname -s)" = Darwin ] && ! "$python" - <<'PROBE'
import ctypes.util, sys
sys.exit(ctypes.util.find_library("pango-1.0") is None)
PROBE
then
  say "Pango was not found. If the build stops for want of it: brew install pango"
fi

if [ ! -x .venv/bin/python ] || ! .venv/bin/python -c 'import pip' 2>/dev/null; then
  say "making .venv"
  rm -rf .venv
  "$python" -m venv .venv
fi

say "installing the packages of $lock"
.venv/bin/python -m pip install --quiet --disable-pip-version-check \
  --require-hashes --requirement "$lock"
.venv/bin/python -m pip install --quiet --disable-pip-version-check \
  --no-deps --no-build-isolation --editable .
# Also where Python itself is told to write no bytecode, commands start with it.
.venv/bin/python -m compileall -q octavo
if [ "$purpose" = test ]; then
  if command -v npm >/dev/null 2>&1; then
    say "installing the packages of tools/node"
    mkdir -p .setup/node
    cp tools/node/package.json tools/node/package-lock.json .setup/node/
    # Without scripts: one of the packages would fetch a browser of its own.
    npm ci --prefix .setup/node --ignore-scripts --no-audit --no-fund --silent
  else
    say "npm was not found; tests that need a package of npm will say so"
  fi
  if command -v mvn >/dev/null 2>&1 && command -v javac >/dev/null 2>&1; then
    say "installing the packages of tools/verapdf"
    rm -rf .setup/verapdf
    mkdir -p .setup/verapdf
    mvn -q -B -f tools/verapdf/pom.xml dependency:copy-dependencies \
      -DoutputDirectory="$(pwd)/.setup/verapdf"
    javac -cp '.setup/verapdf/*' -d .setup/verapdf tools/verapdf/Check.java
  else
    say "Maven or a JDK was not found; tests that need veraPDF will say so"
  fi
fi
printf '%s' "$state" > "$stamp"
say "ready"
