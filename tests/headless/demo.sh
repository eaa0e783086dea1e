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

echo "== 3. How accurate it is, by the truth, and the report that tells it to others"
set --
for made in "$result"/intermediate/map_*.tif "$result/intermediate/fused_map.tif"; do
    set -- "$@" --OTHERS="$made"
done
qgis_process run surecover:assess "$@" --MAP="$result/map.tif" --REFERENCE="$data/truth.tif" \
    --RELIABILITY="$result/reliability.tif" --EVIDENCE="$result/evidence.tif" \
    --CONFIDENCE="$result/confidence.tif" --PROBABILITIES="$result/intermediate/fused.tif" \
    --AGREEMENT="$result/intermediate/agreement.tif" --ZONES="$data/zones.gpkg" --ZONE_FIELD=name \
    --HTML="$result/accuracy.html" --JSON="$result/accuracy.json"
qgis_process run surecover:report --MAP="$result/map.tif" --RELIABILITY="$result/reliability.tif" \
    --EVIDENCE="$result/evidence.tif" --CONFIDENCE="$result/confidence.tif" \
    --ZONES="$data/zones.gpkg" --ZONE_FIELD=name --ASSESSMENT="$result/accuracy.json" \
    --TITLE="Land cover of the demonstration scene" --HTML="$result/client.html"

echo "== 4. The map as polygons of at least 0.2 ha, whose borders fit"
qgis_process run surecover:vectorise --MAP="$result/map.tif" --RELIABILITY="$result/reliability.tif" \
    --CONFIDENCE="$result/confidence.tif" --MIN_AREA=0.2 --SIMPLIFY=10 --OUTPUT="$result/polygons.gpkg"

cat <<END

Open in a browser   $result/report.html
                    $result/client.html, with the accuracy; $result/accuracy.html, all of it
Open in QGIS        the folder $result in SureCover's dock, tab Results; or map.tif, polygons.gpkg, …
Look at             $result/pictures/
The truth is        $data/truth.tif
END
