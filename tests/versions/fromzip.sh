#!/bin/bash
# What a new user does, in QGIS on a virtual screen, with an empty home and without a network: installs
# dist/surecover-….zip, sets the engine up from a folder of wheels, works through the tutorial.
# Usage: fromzip.sh 3.22|3.40|3.44 WHEELS PICTURES
# 3.22 is this machine's QGIS; the others live in chroots. The engine is based on this machine's Python.
set -euo pipefail
version=$1 wheels=$(realpath "$2") pictures=$(realpath -m "$3")
root=$(cd "$(dirname "$0")/../.." && pwd)
. "$root/tests/versions/chroot.sh"
users=$root/build/fromzip-$version
home=$users/ada
rm -rf "$users"; mkdir -p "$home/Downloads/wheels" "$home/pictures" "$pictures"
mkdir -m 700 "$home/run"
trap 'rm -rf "$users"' EXIT
cp "$root"/dist/surecover-*.zip "$home/Downloads/surecover.zip"

base=$(realpath /usr/bin/python3)
places=("$users=/home" "$wheels=/home/ada/Downloads/wheels")
if [ -n "$inside" ]; then
    for needed in "$base" "$(/usr/bin/python3 -c 'import os; print(os.path.dirname(os.__file__))')" /usr/share/python-wheels; do
        places+=("$needed=$needed")
    done
fi
variables=(HOME=/home/ada XDG_RUNTIME_DIR=/home/ada/run)
isolate=(--net)
qgis() { # the desktop, for at most half an hour
    enter env PYTHONPATH="$root" FROMZIP_ZIP=/home/ada/Downloads/surecover.zip \
        FROMZIP_WHEELS=/home/ada/Downloads/wheels FROMZIP_BASE="$base" SURECOVER_SCREENSHOTS="/home/ada/pictures/$version" \
        timeout 1800 xvfb-run -a -s "-screen 0 1280x800x24" \
        qgis --nologo --noversioncheck --code "$root/tests/versions/fromzip.py"
}

status=0
qgis >"$pictures/$version.log" 2>&1 || status=1
cp "$home"/pictures/* "$pictures/"
grep -E '^[A-Z].*: [0-9.]+ s$' "$pictures/$version.log" || true
[ $status = 0 ] || { tail -n 30 "$pictures/$version.log"; exit 1; }
du -sh --apparent-size "$home"/.local/share/surecover/engine-*/ | sed 's|\s.*| for the engine|'
# Debian's qgis_process of 3.22 is a script that gives the program options of the desktop.
enter env QT_QPA_PLATFORM=offscreen bash -c \
    'exec "$(command -v qgis_process.bin || command -v qgis_process)" run surecover:selftest' 2>&1 |
    grep -o "Python .*, at /home/ada/.local/share/surecover/engine[^,]*" # the engine that the dialog made
