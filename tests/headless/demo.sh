#!/bin/sh
# The main job as a headless user runs it: a generated scene, then the whole chain, into demo-output/.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
data="$root/demo-output/data"
result="$root/demo-output/result"
qgis_process() { sh "$root/tests/headless/qgis_process.sh" "$@"; }

echo "== 1. Three dated Sentinel-2-like scenes with clouds, an outdated coarse map, zones, and the truth"
rm -rf "$root/demo-output"
mkdir "$root/demo-output"
qgis_process run surecover:demodata --SIZE=512 --DATES=3 --SEED=42 --FOLDER="$data"

echo "== 2. The land-cover map: classify each date, fuse, correct by the outdated map, report"
set --
for image in "$data"/s2_*.tif; do set -- "$@" --IMAGES="$image"; done
for mask in "$data"/scl_*.tif; do set -- "$@" --MASKS="$mask"; done
qgis_process run surecover:produce "$@" \
    --MODELS="$root/resources/models/demonstration" \
    --EXTERNAL="$data/external_map.tif" --CROSSWALK=clc44-basic6 \
    --ZONES="$data/zones.gpkg" --ZONE_FIELD=name --KEEP=true --FOLDER="$result"

cat <<END

Open in a browser   $result/report.html
Open in QGIS        the folder $result in SureCover's dock, tab Results; or map.tif, reliability.tif, …
Look at             $result/pictures/
The truth is        $data/truth.tif
END
