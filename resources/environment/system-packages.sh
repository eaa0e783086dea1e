#!/bin/sh
# Installs what the tests and the demo need of the system (Debian and its kin), if it is missing.
set -eu
packages="qgis python3-qgis python3-venv xvfb xauth imagemagick"

if ! command -v apt-get >/dev/null; then
    echo "No apt-get here: please install QGIS 3.22 or later with its Python, Xvfb and ImageMagick."
    exit 0
fi
missing=""
for package in $packages; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q "ok installed" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

echo "Installing from Debian:$missing"
as_root=""
[ "$(id -u)" -eq 0 ] || as_root=sudo
$as_root apt-get update -q
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -yq --no-install-recommends $missing
