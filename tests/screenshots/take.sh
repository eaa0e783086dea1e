#!/bin/sh
# Takes pictures: QGIS on a virtual screen, driven by a script of this folder, in one size and theme.
# Usage: take.sh FOLDER [light|dark] [1|2] [SCRIPT]   (scale; 2 = 200 %; by default drive.py, the dock)
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
folder=$(realpath -m "$1")
theme="${2:-light}"
scale="${3:-1}"
script="${4:-drive.py}"
display=":$((90 + scale))"
profiles="$root/build/screenshots/profiles-$theme-$scale"
profile="$profiles/profiles/default"

rm -rf "$profiles"
mkdir -p "$folder" "$profile/python/plugins" "$profile/QGIS"
ln -sfn "$root" "$profile/python/plugins/surecover"
[ "$theme" = dark ] && name="Night Mapping" || name=default
cat >"$profile/QGIS/QGIS3.ini" <<END
[PythonPlugins]
surecover=true
processing=true
[qgis]
checkVersion=false
showTips321=false
showTips322=false
[app]
news-feed\\httpsfeedqgisorg\\disabled=true
[UI]
UITheme=$name
END

Xvfb "$display" -screen 0 "$((1280 * scale))x$((800 * scale))x24" -nolisten tcp >/dev/null 2>&1 &
screen=$!
trap 'kill $screen' EXIT
sleep 1
DISPLAY="$display" PYTHONPATH="$root" QT_SCALE_FACTOR="$scale" SURECOVER_SCREENSHOTS="$folder/$theme-$scale" \
    SURECOVER_DEMO="$root/demo-output" timeout 300 \
    "$(command -v qgis.bin || command -v qgis)" --nologo --noversioncheck --profiles-path "$profiles" \
    --code "$root/tests/screenshots/$script" >"$folder/$theme-$scale.log" 2>&1
