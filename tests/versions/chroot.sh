# Sourced: `enter PROGRAM …` runs a program in QGIS $version's own system: this machine's for 3.22, a Debian
# chroot for a newer one. The chroots (2 GB each) are made once, in $SURECOVER_CHROOTS or the user's cache.
# Needs root, and debootstrap for a chroot; without them it says so and fails.
# shellcheck shell=bash
chroots=${SURECOVER_CHROOTS:-${XDG_CACHE_HOME:-$HOME/.cache}/surecover-chroots}
inside=$chroots/root-$version
places=()     # folders and files to bind: FROM=TO
variables=()  # of the environment: NAME=VALUE
isolate=()    # further arguments of unshare

die() { echo "$(basename "$0"): $*" >&2; exit 1; }
case $version in 3.22) inside="" ;; 3.40) source="" ;; 3.44) source="-t trixie-backports" ;; *) die "no recipe for QGIS $version" ;; esac
[ "$(id -u)" = 0 ] || die "chroots need root; run it as root, or leave it out"
for tool in ${inside:+debootstrap} unshare chroot; do
    command -v $tool >/dev/null || die "$tool is missing; apt-get install debootstrap util-linux"
done

# What is mounted or left running in there is gone when the program ends.
enter() {
    unshare --mount --pid --fork --kill-child --ipc --uts "${isolate[@]}" bash -c \
        "$(declare -p inside root places variables); $(declare -f enclosed); enclosed \"\$@\"" enter "$@"
}

enclosed() {
    set -euo pipefail
    mount --make-rprivate /
    mount -t proc proc "$inside/proc"
    if [ -n "$inside" ]; then
        mount --rbind /dev "$inside/dev"
        mount -t tmpfs -o mode=1777 tmpfs "$inside/tmp"
    fi
    for place in "$root=$root" "${places[@]}"; do
        from=${place%%=*} to=$inside${place#*=}
        if [ -d "$from" ]; then mkdir -p "$to"; else touch "$to"; fi
        mount --bind "$from" "$to"
    done
    exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/tmp LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
        XDG_RUNTIME_DIR=/tmp PYTHONDONTWRITEBYTECODE=1 "${variables[@]}" \
        chroot "${inside:-/}" bash -c "cd \"\$0\" && exec \"\$@\"" "$root" "$@"
}

make_chroot() {
    local mirror
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

[ -z "$inside" ] || [ -e "$inside/.ready" ] || make_chroot
