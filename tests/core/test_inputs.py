"""Rasters as they come: on the web, in a zip, virtual ones; what cannot be read is told in one sentence."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import rasterio
import rasterio.shutil

from surecover.core.engine.environment import engine_variables
from surecover.core.errors import SureCoverError
from surecover.core.outputs import provenance
from surecover.core.paths import gdal_name, without_secrets
from surecover.core.rasters import open_raster
from surecover.core.stages.classify import ClassifyJob
from surecover.core.vrtsources import check_sources
from tests.files import write_raster
from tests.webserver import closed_port, serving

LABEL = "Image (INPUT)"
SCENE = np.random.default_rng(5).integers(1, 9000, (3, 600, 500), dtype=np.uint16)


def refused(path: str) -> str:
    """The sentence with which reading all of a raster is refused."""
    with pytest.raises(SureCoverError) as caught, open_raster(path, label=LABEL) as raster:
        raster.read(raster.grid.window)
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert "; " in sentence, "what was found; what to do"
    return sentence


def values(path: str) -> np.ndarray:
    with open_raster(path, label=LABEL) as raster:
        return raster.read(raster.grid.window)[0]


@pytest.fixture
def scene(tmp_path: Path) -> str:
    return write_raster(tmp_path / "scene.tif", SCENE, nodata=0, descriptions=("B02", "B03", "B04"))


# On the web


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server with scene.tif, cloud-optimised."""
    folder = tmp_path_factory.mktemp("web")
    plain = write_raster(folder / "plain.tif", SCENE, nodata=0)
    rasterio.shutil.copy(plain, folder / "scene.tif", driver="COG", compress="DEFLATE")
    with serving(folder) as address:
        yield address


@pytest.fixture(autouse=True)
def impatient() -> Iterator[None]:
    """The engine's settings of the network, with less patience."""
    ours = {
        key: value for key, value in engine_variables({}).items() if key.startswith(("GDAL_HTTP", "CPL_"))
    }
    with rasterio.Env(**{**ours, "GDAL_HTTP_LOW_SPEED_TIME": 1, "GDAL_HTTP_MAX_RETRY": 1}):
        yield


@pytest.mark.parametrize("prefix", ["", "/vsicurl/"])
def test_an_address_is_read_as_gdal_s_name_of_it_is(web: str, prefix: str) -> None:
    assert (values(f"{prefix}{web}ranges/scene.tif") == SCENE).all()


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("https://example.org/a.tif?key=1", "/vsicurl/https://example.org/a.tif?key=1"),
        ("s3://bucket/a.tif", "/vsis3/bucket/a.tif"),
        ("gs://bucket/a.tif", "/vsigs/bucket/a.tif"),
        ("az://store/a.tif", "/vsiaz/store/a.tif"),
        ("C:/folder/a.tif", "C:/folder/a.tif"),
        ("vrt://a.tif?bands=1", "vrt://a.tif?bands=1"),
    ],
)
def test_addresses_have_names_that_gdal_knows(path: str, name: str) -> None:
    assert gdal_name(path) == name


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("https://h/x.tif?sv=1&sig=a%2Bb&se=2", "https://h/x.tif?sv=1&sig=…&se=2"),
        (
            "https://h/x.tif?X-Amz-Signature=0a&access_token=b",
            "https://h/x.tif?X-Amz-Signature=…&access_token=…",
        ),
        ('["https://me:secret@h/x.tif", "b"]', '["https://me:…@h/x.tif", "b"]'),
        ("https://h/x.tif?id=7|bands=2", "https://h/x.tif?id=7|bands=2"),
        ("/data/sig=me@home/a:b.tif", "/data/sig=me@home/a:b.tif"),
    ],
)
def test_what_signs_an_address_is_not_handed_on_with_results(given: str, told: str) -> None:
    assert without_secrets(given) == told
    assert json.loads(provenance(ClassifyJob(input=given), {})["SURECOVER_PARAMETERS"])["input"] == told


@pytest.mark.parametrize("path", ["https://example.org/a.tif", "s3://bucket/a.tif", "vrt://a.tif?bands=1"])
def test_a_job_takes_addresses(path: str) -> None:
    ClassifyJob(input=path, models=(str(Path(__file__).parent),)).check()


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("ranges/none.tif", "HTTP response code: 404"),
        ("whole/scene.tif", "Range downloading not supported by this server"),
        ("stalled/scene.tif", "Operation too slow"),
    ],
)
def test_what_a_server_does_not_give_is_refused_when_opened(web: str, place: str, said: str) -> None:
    sentence = refused(web + place)
    assert sentence.startswith(f"{LABEL} cannot be opened as a raster: {web}{place} (")
    assert said in sentence
    assert sentence.endswith("; check the address and the connection, or download the file and choose that.")


def test_a_server_that_is_not_there_is_refused() -> None:
    sentence = refused(f"http://127.0.0.1:{closed_port()}/scene.tif")
    assert "Failed to connect" in sentence
    assert sentence.endswith("; check the address and the connection, or download the file and choose that.")


def test_a_server_that_breaks_off_is_told_as_that_not_as_a_damaged_file(web: str) -> None:
    sentence = refused(f"{web}dying/scene.tif")
    assert sentence.startswith(f"{LABEL} cannot be read: {web}dying/scene.tif (")
    assert sentence.endswith("; check the connection and run again, or download the file and choose that.")


# In a zip


def zipped(path: Path, **members: str) -> str:
    with zipfile.ZipFile(path, "w") as archive:
        for name, file in members.items():
            archive.write(file, name.replace("__", "/") + Path(file).suffix)
    return str(path)


def test_a_raster_in_a_zip_is_named_by_gdal_s_name_or_by_the_zip(scene: str, tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("nothing", encoding="utf-8")
    path = zipped(tmp_path / "scenes.zip", deep__scene=scene, notes=str(notes))
    assert (values(path) == SCENE).all()
    assert (values(f"/vsizip/{path}/deep/scene.tif") == SCENE).all()


def test_a_zip_of_several_rasters_is_refused_with_their_names(scene: str, tmp_path: Path) -> None:
    path = zipped(tmp_path / "scenes.zip", first=scene, second=scene)
    first, second = (f"/vsizip/{{{path}}}/{name}.tif" for name in ("first", "second"))
    assert refused(path) == f"{LABEL} ({path}) holds 2 rasters; name one of them: {first}, {second}."
    assert (values(second) == SCENE).all()


def test_of_very_many_rasters_in_a_zip_some_are_named(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "many.zip", "w") as archive:
        for number in range(1000):
            archive.writestr(f"{number:04}.tif", b"")
    sentence = refused(str(tmp_path / "many.zip"))
    assert "holds 1000 rasters; name one of them: " in sentence
    assert sentence.endswith("0009.tif, ….")


# Virtual rasters


def vrt(path: Path, source: str, *, relative: bool = True) -> str:
    """A virtual raster of another one, named as a file beside it, or by its whole path."""
    rasterio.shutil.copy(source, path, driver="VRT")
    text = path.read_text(encoding="utf-8")
    name = Path(source).name if relative else source
    start, end = text.index("<SourceFilename"), text.index("</SourceFilename>")
    old = text[start:end]
    path.write_text(
        text.replace(old, f'<SourceFilename relativeToVRT="{int(relative)}">{name}'), encoding="utf-8"
    )
    return str(path)


@pytest.mark.parametrize("relative", [True, False])
def test_virtual_rasters_of_virtual_rasters_are_read(scene: str, tmp_path: Path, relative: bool) -> None:
    inner = vrt(tmp_path / "inner.vrt", scene, relative=relative)
    assert (values(vrt(tmp_path / "outer.vrt", inner, relative=relative)) == SCENE).all()


def test_a_virtual_raster_keeps_its_neighbours_when_its_folder_moves(scene: str, tmp_path: Path) -> None:
    vrt(tmp_path / "inner.vrt", scene)
    moved = tmp_path.rename(tmp_path.with_name("moved_" + tmp_path.name))
    assert (values(str(moved / "inner.vrt")) == SCENE).all()


def test_a_file_missing_under_virtual_rasters_is_named_before_anything_is_read(
    scene: str, tmp_path: Path
) -> None:
    outer = vrt(tmp_path / "outer.vrt", vrt(tmp_path / "inner.vrt", scene))
    Path(scene).unlink()
    assert refused(outer) == (
        f"{LABEL} ({outer}) is made of {scene}, which was not found; put that file back, or build the VRT "
        "anew where its files are."
    )


def test_a_damaged_file_under_virtual_rasters_is_refused_again_and_again(scene: str, tmp_path: Path) -> None:
    """GDAL refuses it once, and from then on reads nodata where it is."""
    outer = vrt(tmp_path / "outer.vrt", vrt(tmp_path / "inner.vrt", scene))
    content = Path(scene).read_bytes()
    Path(scene).write_bytes(content[:500])
    for _ in range(3):
        sentence = refused(outer)
        assert sentence.startswith(f"{LABEL} ({outer}) is made of {scene}, which cannot be opened (")
        assert sentence.endswith("; copy or download that file again.")
    Path(scene).write_bytes(content)
    assert (values(outer) == SCENE).all()


def test_a_virtual_raster_that_is_made_of_itself_is_refused(scene: str, tmp_path: Path) -> None:
    inner = vrt(tmp_path / "inner.vrt", scene)
    outer = vrt(tmp_path / "outer.vrt", inner)
    text = Path(inner).read_text(encoding="utf-8")
    Path(inner).write_text(text.replace("scene.tif", "outer.vrt"), encoding="utf-8")
    assert (
        refused(outer)
        == f"{LABEL} ({outer}) is made of {outer}, which is made of itself; build the VRT anew."
    )


def test_many_ways_to_one_file_are_followed_once(scene: str, tmp_path: Path) -> None:
    """Each of these names the next one twice: there are 2 to the 40th ways to the last."""
    names = [f"level{level}.vrt" for level in range(40)] + [Path(scene).name]
    for name, below in zip(names, names[1:]):
        sources = (
            f'<SimpleSource><SourceFilename relativeToVRT="1">{below}</SourceFilename></SimpleSource>' * 2
        )
        (tmp_path / name).write_text(f"<VRTDataset>{sources}</VRTDataset>", encoding="utf-8")
    Path(scene).unlink()
    with pytest.raises(SureCoverError, match=r"scene\.tif, which was not found"):
        check_sources(str(tmp_path / names[0]), LABEL)


def test_bands_chosen_in_a_name_are_those_in_that_order(scene: str) -> None:
    with open_raster(f"vrt://{scene}?bands=3,1") as raster:
        assert raster.descriptions == ("B04", "B02")
        assert (raster.read(raster.grid.window)[0] == SCENE[[2, 0]]).all()


# Pictures


def test_a_service_that_draws_maps_is_no_image(tmp_path: Path) -> None:
    service = tmp_path / "streets.xml"
    service.write_text(
        "<GDAL_WMS><Service name='TMS'><ServerUrl>http://localhost:1/${z}/${x}/${y}.png</ServerUrl></Service>"
        "<DataWindow><UpperLeftX>-20037508</UpperLeftX><UpperLeftY>20037508</UpperLeftY>"
        "<LowerRightX>20037508</LowerRightX><LowerRightY>-20037508</LowerRightY><TileLevel>4</TileLevel>"
        "<TileCountX>1</TileCountX><TileCountY>1</TileCountY><YOrigin>top</YOrigin></DataWindow>"
        "<Projection>EPSG:3857</Projection><BlockSizeX>256</BlockSizeX><BlockSizeY>256</BlockSizeY>"
        "<BandsCount>3</BandsCount></GDAL_WMS>",
        encoding="utf-8",
    )
    assert refused(str(service)) == (
        f"{LABEL} is a service that draws a map: {service}; a picture holds no measurements, so download the "
        "data that it shows and choose that file."
    )
