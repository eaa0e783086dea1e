#!/bin/sh
# qgis_process with this checkout as its plugin, in a profile of its own: $QGIS_CUSTOM_CONFIG_PATH,
# else build/profile. Debian's wrapper script passes an option that qgis_process does not know;
# the program behind it is called qgis_process.bin there.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
export QGIS_CUSTOM_CONFIG_PATH="${QGIS_CUSTOM_CONFIG_PATH:-$root/build/profile}"
export QT_QPA_PLATFORM=offscreen
profile="$QGIS_CUSTOM_CONFIG_PATH/profiles/default"

mkdir -p "$profile/python/plugins" "$profile/QGIS"
ln -sfn "$root" "$profile/python/plugins/surecover"
[ -e "$profile/QGIS/QGIS3.ini" ] || printf '[PythonPlugins]\nsurecover=true\n' >"$profile/QGIS/QGIS3.ini"

exec "$(command -v qgis_process.bin || command -v qgis_process)" "$@"
