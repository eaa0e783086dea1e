#!/bin/bash
# Runs smoke tests, headless and of the dock, in a newer QGIS than this machine's, in a chroot.
# Usage: run.sh 3.40|3.44 [pytest's arguments]
# The engine keeps its own Python. What of the plugin's doing a newer QGIS calls deprecated is an error.
set -euo pipefail
version=$1; shift
root=$(cd "$(dirname "$0")/../.." && pwd)
. "$root/tests/versions/chroot.sh"
[ $# -gt 0 ] || set -- tests/headless/test_qgis_process.py tests/headless/test_workflows.py \
    tests/processing_provider tests/plugin/test_plugin.py tests/plugin/test_map_tab.py tests/plugin/test_results_tab.py \
    tests/plugin/test_review_tab.py

# The engine's Python as this machine has it: its program, its library, and an environment that sees the packages.
python=$root/.venv-engine/bin/python
base=$($python -c 'import os, sys; print(os.path.realpath(sys._base_executable))')
library=$($python -c 'import sysconfig; print(sysconfig.get_path("stdlib"))')
packages=opt/engine/lib/$(basename "$library")/site-packages
mkdir -p "$inside/opt/engine/bin" "$inside/$packages"
printf 'home = %s\ninclude-system-site-packages = false\n' "$(dirname "$base")" >"$inside/opt/engine/pyvenv.cfg"
ln -sfn "$base" "$inside/opt/engine/bin/python3"
$python -c 'import sysconfig; print(sysconfig.get_path("purelib"))' >"$inside/$packages/engine.pth"

places=("$library=$library" "$base=$base")
for environment in "$root"/.venv-*; do # which may be links
    place=$(realpath "$environment"); places+=("$place=$place")
done
variables=(QT_QPA_PLATFORM=offscreen SURECOVER_ENGINE_PYTHON=/opt/engine/bin/python3
    PYTHONPATH="$(echo "$root"/.venv-qgis/lib/python*/site-packages)")
echo "== $(enter qgis_process --version 2>/dev/null | head -n 1)"
enter python3 -m pytest -p no:cacheprovider -q -o "filterwarnings=error:.*deprecated:DeprecationWarning:surecover" "$@"
