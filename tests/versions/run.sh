#!/bin/bash
# Runs smoke tests, headless and of the dock, in a newer QGIS than this machine's, in a Debian chroot.
# Usage: run.sh 3.40|3.44 [pytest's arguments]
# The chroots (2 GB each) are made once, in $SURECOVER_CHROOTS or the user's cache; the engine keeps its own
# Python. Needs root and debootstrap; without them it says so and fails.
set -euo pipefail
version=$1; shift
root=$(cd "$(dirname "$0")/../.." && pwd)
chroots=${SURECOVER_CHROOTS:-${XDG_CACHE_HOME:-$HOME/.cache}/surecover-chroots}
inside=$chroots/root-$version
[ $# -gt 0 ] || set -- tests/headless/test_qgis_process.py tests/headless/test_workflows.py \
    tests/processing_provider tests/plugin/test_plugin.py tests/plugin/test_map_tab.py tests/plugin/test_results_tab.py \
    tests/plugin/test_review_tab.py

die() { echo "make test-versions: $*" >&2; exit 1; }
case $version in 3.40) source="" ;; 3.44) source="-t trixie-backports" ;; *) die "no recipe for QGIS $version" ;; esac
[ "$(id -u)" = 0 ] || die "chroots need root; run it as root, or leave it out"
for tool in debootstrap unshare chroot; do
    command -v $tool >/dev/null || die "$tool is missing; apt-get install debootstrap util-linux"
done

# Runs a command in the chroot; what is mounted or left running there is gone when it ends.
enter() {
    inside=$inside root=$root base=$base library=$library unshare --mount --pid --fork --kill-child --ipc --uts bash -c '
        set -e
        mount --make-rprivate /
        mount -t proc proc "$inside/proc"
        mount --rbind /dev "$inside/dev"
        mount -t tmpfs -o mode=1777 tmpfs "$inside/tmp"
        for place in "$root" "$library"; do mkdir -p "$inside$place"; mount --bind "$place" "$inside$place"; done
        touch "$inside$base"; mount --bind "$base" "$inside$base"
        cd "$root"
        exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/tmp LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
            XDG_RUNTIME_DIR=/tmp QT_QPA_PLATFORM=offscreen PYTHONDONTWRITEBYTECODE=1 \
            PYTHONPATH="$(echo "$root"/.venv-qgis/lib/python*/site-packages)" \
            SURECOVER_ENGINE_PYTHON=/opt/engine/bin/python3 \
            chroot "$inside" bash -c "cd \"\$0\" && exec \"\$@\"" "$root" "$@"
    ' enter "$@"
}

make_chroot() {
    mirror=$({ cat /etc/apt/sources.list.d/*.sources /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null || true; } |
        sed -nE 's/^(URIs: |deb (\[.*\] )?)(\S+).*/\3/p' | head -n 1)
    [ -n "$mirror" ] || die "apt has no source to take Debian from"
    echo "== Making a chroot with QGIS $version in $inside: minutes, 2 GB"
    rm -rf "$inside"; mkdir -p "$chroots"
    debootstrap --variant=minbase --include=ca-certificates trixie "$inside" "$mirror" \
        /usr/share/debootstrap/scripts/sid >"$chroots/$version.log" 2>&1 || die "debootstrap failed; see $chroots/$version.log"
    cp -L /etc/resolv.conf "$inside/etc/resolv.conf"
    [ -z "$source" ] || echo "deb $mirror trixie-backports main" >"$inside/etc/apt/sources.list.d/backports.list"
    enter bash -c "apt-get update -q && apt-get install -yq --no-install-recommends $source qgis python3-qgis &&
        apt-get install -yq --no-install-recommends xvfb xauth && apt-get clean" \
        >>"$chroots/$version.log" 2>&1 || die "installing QGIS failed; see $chroots/$version.log"
    touch "$inside/.ready"
}

# The engine's Python as this machine has it: its program, its library, and an environment that sees the packages.
python=$root/.venv-engine/bin/python
base=$($python -c 'import os, sys; print(os.path.realpath(sys._base_executable))')
library=$($python -c 'import sysconfig; print(sysconfig.get_path("stdlib"))')
[ -e "$inside/.ready" ] || make_chroot
packages=opt/engine/lib/$(basename "$library")/site-packages
mkdir -p "$inside/opt/engine/bin" "$inside/$packages"
printf 'home = %s\ninclude-system-site-packages = false\n' "$(dirname "$base")" >"$inside/opt/engine/pyvenv.cfg"
ln -sfn "$base" "$inside/opt/engine/bin/python3"
$python -c 'import sysconfig; print(sysconfig.get_path("purelib"))' >"$inside/$packages/engine.pth"

echo "== $(enter qgis_process --version 2>/dev/null | head -n 1)"
enter python3 -m pytest -p no:cacheprovider -q "$@"
