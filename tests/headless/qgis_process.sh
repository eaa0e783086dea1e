#!/bin/sh
# qgis_process with this checkout as its plugin, in a profile of its own: $QGIS_CUSTOM_CONFIG_PATH,
# else build/profile. Debian's wrapper script passes an option that qgis_process does not know;
# the program behind it is called qgis_process.bin there.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
export QGIS_CUSTOM_CONFIG_PATH="${QGIS_CUSTOM_CONFIG_PATH:-$root/build/profile}"
export QT_QPA_PLATFORM=offscreen
plugins="$QGIS_CUSTOM_CONFIG_PATH/profiles/default/python/plugins"
qgis_process=$(command -v qgis_process.bin || command -v qgis_process)

if [ ! -e "$plugins/surecover" ]; then
    mkdir -p "$plugins"
    ln -s "$root" "$plugins/surecover"
    "$qgis_process" plugins enable surecover >/dev/null 2>&1
fi
exec "$qgis_process" "$@"
