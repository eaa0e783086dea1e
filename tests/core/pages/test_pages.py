"""What all pages share: sections that can be found, print, and nothing wider than the screen."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from surecover.core.pages.markup import described, facts_list, records_table
from surecover.core.pages.page import LONG, sources_section, whole_page
from tests.core.stages.test_report import NASTY, Reader, Workshop
from tests.core.stages.test_report_accuracy import assessed

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
TITLE = {"title": "Our valley", "version": "1.2.3"}

WIDTHS = """
<script>
addEventListener("load", () => {
  const wide = document.documentElement.clientWidth;
  const scrolls = element => element.closest(".scroll, svg, details:not([open])");
  const over = [...document.querySelectorAll("main *")]
    .filter(element => !scrolls(element) && element.getBoundingClientRect().right > wide + 1)
    .map(element => element.outerHTML.slice(0, 80));
  document.title = JSON.stringify({ wide, over, whole: document.documentElement.scrollWidth });
  parent.postMessage(document.title, "*");
});
</script>
"""


def sections(count: int) -> str:
    return "".join(f"<h2>Part {number}</h2>\n<p>…</p>\n" for number in range(1, count + 1))


def test_a_long_page_begins_with_links_to_its_sections() -> None:
    page = whole_page(TITLE, "", sections(LONG))
    links = re.findall(r'<a href="#(section-\d+)">(.*?)</a>', page)
    assert links == [(f"section-{number}", f"Part {number}") for number in range(1, LONG + 1)]
    for anchor, name in links:
        assert f'<section id="{anchor}"><h2>{name}</h2>' in page


def test_a_short_page_needs_no_list_of_contents() -> None:
    assert "<nav" not in whole_page(TITLE, "", sections(LONG - 1))


def test_printed_sheets_name_the_title_the_date_and_the_page() -> None:
    page = whole_page(TITLE, "", "", "2026-03-04")
    assert '@top-left { content: "Our\\20 valley"; }' in page
    assert '@top-right { content: "2026\\2d 03\\2d 04"; }' in page
    assert "counter(page)" in page
    for rule in ("@media print", "size: A4", "table-header-group", "print-color-adjust: exact"):
        assert rule in page


def test_a_title_ends_neither_the_style_nor_its_string() -> None:
    page = whole_page({**TITLE, "title": '"; } </style>' + NASTY}, "", "")
    assert page.count("</style>") == 1
    assert "script" not in {tag for tag, _ in Reader(page).elements}


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("/home/secret/S2A.tif", "S2A.tif"),
        ("file /home/secret/with space/scl.tif", "file scl.tif"),
        ("C:\\secret\\old.tif", "old.tif"),
        ("water / river", "water / river"),
        ("2/3", "2/3"),
        ("ab" * 32, "abababababab…"),
        (0.30000000000000004, "0.3"),
        (None, ""),
        (True, "yes"),
        ([1, 2], "1, 2"),
    ],
)
def test_facts_show_file_names_without_folders_and_short_checksums(value: object, shown: str) -> None:
    assert described(value) == shown


def test_records_are_a_table_without_empty_columns() -> None:
    text = Reader(
        "<div>"
        + records_table([{"path": "/a/b.tif", "date": "", "ece": 0.1}, {"ece": 0.2}], "Models")
        + "</div>"
    ).text
    assert text.split() == ["Models", "File", "ECE", "b.tif", "0.1", "0.2"]


def test_facts_of_any_kind_are_shown_as_text() -> None:
    for value in (NASTY, [NASTY, {NASTY: NASTY}], {NASTY: [[NASTY]]}):
        reader = Reader(f"<div>{facts_list({NASTY: value})}</div>")
        assert "script" not in {tag for tag, _ in reader.elements}


def source(role: str, **facts: Any) -> dict[str, Any]:
    return {
        "role": role, "file": f"{role}.tif", "product_version": "1", "stage": "correct", "facts": facts,
    }  # fmt: skip


def test_settings_stand_under_the_names_that_people_see_and_empty_ones_are_left_out() -> None:
    made = [source("Map", parameters={"radius": 500, "zone": "", "offset": None, "strange": 0})]
    text = Reader(sources_section(made, {"correct": {"radius": "Radius, pixels"}})).text
    assert "Radius, pixels 500" in text
    assert "strange 0" in text
    assert "zone" not in text


def test_rasters_of_one_run_are_told_of_once() -> None:
    text = Reader(
        sources_section([source("Map", seed=1), source("Reliability", seed=1), source("Other", seed=2)])
    ).text
    assert "Map, Reliability files Map.tif, Reliability.tif" in text
    assert text.count("made by") == 2


def test_headings_descend_one_step_at_a_time_and_heads_of_tables_have_a_scope(tmp_path: Path) -> None:
    workshop = Workshop(tmp_path)
    elements = Reader(
        workshop.page(**workshop.sources(), zone_size=3, assessment=assessed(workshop))
    ).elements
    levels = [int(tag[1]) for tag, _ in elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))
    assert all("scope" in attributes for tag, attributes in elements if tag == "th")
    pictures = [attributes["alt"] or "" for tag, attributes in elements if tag == "img"]
    assert pictures[0] == "Class map: grass 38 %, rock 33 %, water 29 %"


@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_is_wider_than_the_screen(tmp_path: Path, width: int) -> None:
    workshop = Workshop(tmp_path)
    page = workshop.page(
        **workshop.sources(), zone_size=1, assessment=assessed(workshop), title="Verylongword" * 20
    )
    (tmp_path / "page.html").write_text(page.replace("</body>", WIDTHS + "</body>"), encoding="utf-8")
    (tmp_path / "frame.html").write_text(
        f'<iframe src="page.html" style="border:0; width:{width}px; height:900px"></iframe>'
        "<script>addEventListener('message', event => document.body.dataset.told = event.data)</script>",
        encoding="utf-8",
    )
    assert CHROMIUM
    seen = subprocess.run(
        [
            CHROMIUM, "--headless", "--no-sandbox", f"--user-data-dir={tmp_path / 'browser'}",
            "--virtual-time-budget=3000", "--window-size=1400,1000", "--dump-dom",
            (tmp_path / "frame.html").as_uri(),
        ],
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    told = re.search(r'data-told="([^"]*)"', seen.stdout)
    assert told, seen.stdout[-500:]
    found = json.loads(re.sub("&quot;", '"', told[1]).replace("&lt;", "<").replace("&gt;", ">"))
    assert found["over"] == []
    assert found["whole"] == found["wide"]
    assert abs(found["wide"] - width) <= 20  # a scroll bar
