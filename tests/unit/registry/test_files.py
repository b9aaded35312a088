"""Records from files of every form, and what is said of those that hold none."""

from __future__ import annotations

import gzip
import io
import json
import os
import tarfile
import zipfile
from pathlib import Path

import pytest
import zstandard

from trialogue.errors import NotFoundError
from trialogue.registry.demo import demo_records
from trialogue.registry.files import read_records
from trialogue.registry.form import Form
from trialogue.registry.records import RawRecord, Unreadable

LIMIT = 2**20
RECORDS = [json.loads(record.content) for record in demo_records()][:5]
IDS = [r["protocolSection"]["identificationModule"]["nctId"] for r in RECORDS]
LINES = b"".join(json.dumps(r).encode() + b"\n" for r in RECORDS)
PAGE = json.dumps({"totalCount": 5, "studies": RECORDS, "nextPageToken": "x"}).encode()
XML = (
    b'<?xml version="1.0"?>\n<clinical_study><id_info><nct_id>NCT99000001</nct_id></id_info></clinical_study>'
)


def read(path: Path) -> tuple[list[RawRecord], list[Unreadable]]:
    items = list(read_records([path]))
    return [i for i in items if isinstance(i, RawRecord)], [i for i in items if isinstance(i, Unreadable)]


def ids(records: list[RawRecord]) -> list[str]:
    return [json.loads(r.content)["protocolSection"]["identificationModule"]["nctId"] for r in records]


def written(folder: Path, content: bytes, name: str = "given") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def made_zip(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def made_tar(members: dict[str, bytes], mode: str = "w:gz") -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return buffer.getvalue()


WHOLE = {
    "one study": (json.dumps(RECORDS[0]).encode(), IDS[:1]),
    "one study over many lines": (json.dumps(RECORDS[0], indent=2).encode(), IDS[:1]),
    "one a line": (LINES, IDS),
    "one a line, no last newline": (LINES.rstrip(), IDS),
    "one a line with empty lines": (b"\n" + LINES.replace(b"\n", b"\r\n\r\n"), IDS),
    "a page": (PAGE, IDS),
    "a page over many lines": (json.dumps(json.loads(PAGE), indent=1).encode(), IDS),
    "pages, one a line": (PAGE + b"\n" + PAGE, IDS + IDS),
    "an array": (json.dumps(RECORDS).encode(), IDS),
    "studies one after the other": (b"\n".join(json.dumps(r, indent=1).encode() for r in RECORDS), IDS),
    "with a byte order mark": (b"\xef\xbb\xbf" + LINES, IDS),
}


@pytest.mark.parametrize("coat", ["plain", "gzip", "zstd", "gzip of two parts", "zstd of two frames"])
@pytest.mark.parametrize("form", WHOLE)
def test_every_form_of_json_in_every_coat(tmp_path: Path, form: str, coat: str) -> None:
    content, expected = WHOLE[form]
    half = len(content) // 2
    coated = {
        "plain": lambda: content,
        "gzip": lambda: gzip.compress(content),
        "zstd": lambda: zstandard.compress(content),
        "gzip of two parts": lambda: gzip.compress(content[:half]) + gzip.compress(content[half:]),
        "zstd of two frames": lambda: zstandard.compress(content[:half]) + zstandard.compress(content[half:]),
    }[coat]()
    records, faults = read(written(tmp_path, coated))
    assert ids(records) == expected
    assert faults == []
    assert {r.form for r in records} == {Form.V2_JSON}


@pytest.mark.parametrize("make", [made_zip, made_tar, lambda m: made_tar(m, "w")])
def test_archives_of_any_form(tmp_path: Path, make: object) -> None:
    members = {
        "NCT9900xxxx/a.json": json.dumps(RECORDS[0]).encode(),
        "b.ndjson": LINES,
        "c.json.gz": gzip.compress(PAGE),
        "d.xml": XML,
        "Contents.txt": b"what is here",
    }
    records, faults = read(written(tmp_path, make(members)))  # type: ignore[operator]
    assert ids([r for r in records if r.form is Form.V2_JSON]) == IDS[:1] + IDS + IDS
    assert [r.content for r in records if r.form is Form.LEGACY_XML] == [XML]
    assert [(f.position, f.skipped) for f in faults] == [("Contents.txt", True)]
    assert records[1].position == "b.ndjson, line 1"


def test_a_folder_is_read_to_its_depth_and_other_things_are_named(tmp_path: Path) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    written(tmp_path / "deep" / "er", LINES, "a.txt")
    written(tmp_path / "deep", XML, "b.xml")
    written(tmp_path, b"\x89PNG\r\n\x1a\n123", "picture.png")
    written(tmp_path, b"Dear Sir", "letter.txt")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "round").symlink_to(tmp_path)
    records, faults = read(tmp_path)
    assert len(records) == 6
    assert {Path(f.source).name for f in faults} == {"picture.png", "letter.txt", "pipe", "round"}
    assert all(f.skipped for f in faults)


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    assert [f.reason for f in read(tmp_path)[1]] == ["the folder holds no file"]


def test_a_path_that_is_not_there_stops_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no such file"):
        read_records([tmp_path, tmp_path / "nowhere"])


BAD = {
    "empty": (b"", "empty"),
    "only white space": (b" \n\n", "empty"),
    "a web page": (b"<!DOCTYPE html><html><body>Error 500</body></html>", "web page"),
    "another XML": (b"<search_results count='1'/>", "not a clinical_study"),
    "text": (b"hello", "neither JSON nor XML"),
    "settings": (b"[section]\nname = 1\n", "neither JSON nor XML"),
    "a list of numbers": (b"[1, 2, 3]", "neither JSON nor XML"),
    "lines of other JSON": (b'{"nct_id": "NCT99000001", "diff": []}\n' * 40, "none of them is a study"),
    "other JSON": (b'{"name": "x", "version": 1}', "neither a study nor a page"),
    "a zip cut off": (made_zip({"a.json": LINES})[:-40], "damaged or cut off"),
    "a gzip cut off at once": (gzip.compress(LINES)[:9], "cut off"),
    "gzip with damage": (gzip.compress(LINES)[:12] + b"\xff" * 40, "damaged"),
    "a zip in a zip": (made_zip({"inner.zip": made_zip({"a.json": LINES})}), "archive inside an archive"),
    "a tar in a tar": (
        made_tar({"inner.tar": made_tar({"a.json": LINES}, "w")}),
        "archive inside an archive",
    ),
    "a path upwards in a zip": (made_zip({"../../etc/a.json": LINES}), "leads out of the archive"),
    "a path upwards in a tar": (made_tar({"x/../../a.json": LINES}), "leads out of the archive"),
    "a path upwards, Windows": (made_zip({"..\\a.json": LINES}), "leads out of the archive"),
    "an absolute path": (made_tar({"/etc/a.json": LINES}), "absolute path"),
    "a drive": (made_zip({"C:/a.json": LINES}), "absolute path"),
    "a zip bomb": (made_zip({"a.json": b'{"a":"' + b" " * 4_000_000 + b'"}'}), "looks like a bomb"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_files_give_one_clear_reason_each(tmp_path: Path, case: str) -> None:
    content, reason = BAD[case]
    records, faults = read(written(tmp_path, content))
    assert records == []
    assert len(faults) == 1
    assert reason in faults[0].reason
    assert not faults[0].skipped


@pytest.mark.parametrize("coat", [gzip.compress, zstandard.compress])
def test_what_stands_before_a_cut_is_kept(tmp_path: Path, coat: object) -> None:
    import random

    noise = random.Random(1).randbytes(300_000).hex().encode()
    packed = coat(LINES + b'{"protocolSection": "' + noise + b'"}\n')  # type: ignore[operator]
    records, faults = read(written(tmp_path, packed[: len(packed) - 5000]))
    assert ids(records[:5]) == IDS
    assert len(faults) == 1
    assert "cut off" in faults[0].reason


@pytest.mark.parametrize("mode", ["w", "w:gz"])
def test_of_a_tar_cut_off_the_members_before_the_cut_are_kept(tmp_path: Path, mode: str) -> None:
    import random

    noise = b'{"protocolSection": "' + random.Random(1).randbytes(300_000).hex().encode() + b'"}'
    packed = made_tar({"a.ndjson": LINES, "b.json": noise}, mode)
    records, faults = read(written(tmp_path, packed[: len(packed) - 100_000]))
    assert ids(records[:5]) == IDS
    assert any("cut off" in f.reason for f in faults)


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("shape", ["page", "array"])
def test_a_page_cut_off_gives_the_whole_studies_and_names_the_broken_one(
    tmp_path: Path, shape: str, indent: int | None
) -> None:
    whole = json.dumps({"studies": RECORDS} if shape == "page" else RECORDS, indent=indent).encode()
    cut = whole[: whole.rindex(IDS[4].encode()) + 100]
    records, faults = read(written(tmp_path, cut))
    assert ids(records) == IDS[:4]
    assert [(f.nct_id, f.reason) for f in faults] == [(IDS[4], "the file ends in the middle of it")]


def test_a_page_cut_between_studies_is_named_too(tmp_path: Path) -> None:
    whole = json.dumps({"studies": RECORDS[:2]}).encode()
    records, faults = read(written(tmp_path, whole[:-2] + b", "))
    assert len(records) == 2
    assert [f.reason for f in faults] == ["the file ends in the middle of it"]


def test_lines_of_other_things_among_studies_are_named_one_by_one(tmp_path: Path) -> None:
    other = b'{"name": "x"}\n'
    records, faults = read(written(tmp_path, other * 2 + LINES + other))
    assert ids(records) == IDS
    assert [f.position for f in faults] == ["line 1", "line 2", "line 8"]


def test_a_broken_line_goes_to_the_decoder_and_the_others_are_read(tmp_path: Path) -> None:
    lines = LINES.splitlines(keepends=True)
    broken = [lines[0][:500] + b"\n", *lines[1:]]
    records, faults = read(written(tmp_path, b"".join(broken)))
    assert len(records) == 5
    assert faults == []
    assert records[0].content == lines[0][:500]


@pytest.fixture
def small_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits of one megabyte instead of 32 and 64: the same paths, sooner."""
    for module in ("json_text", "brackets", "files"):
        monkeypatch.setattr(f"trialogue.registry.{module}.MAX_RECORD_BYTES", LIMIT)
    monkeypatch.setattr("trialogue.registry.json_text._AT_ONCE", LIMIT)
    monkeypatch.setattr("trialogue.registry.brackets._CHUNK", LIMIT // 16)
    monkeypatch.setattr("trialogue.registry.streams.RATIO_GRACE", 2 * LIMIT)


@pytest.mark.usefixtures("small_limits")
@pytest.mark.parametrize("name", ["line", "document", "xml", "line in gzip"])
def test_a_record_too_large_is_refused_and_reading_goes_on(tmp_path: Path, name: str) -> None:
    noise = b"0123456789abcdef" * (LIMIT * 3 // 2 // 16)
    huge = b'{"protocolSection": {"identificationModule": {"nctId": "NCT99000099", "x": "' + noise + b'"}}}'
    content = {
        "line": LINES + huge + b"\n" + LINES,
        "document": b'{"studies": [' + huge + b", " + LINES.splitlines()[0] + b"]}",
        "xml": XML + noise,
        "line in gzip": zstandard.compress(LINES + huge + b"\n"),
    }[name]
    records, faults = read(written(tmp_path, content))
    assert len(faults) == 1
    assert any(word in faults[0].reason for word in ("longer than", "looks like a bomb"))
    assert len(records) == {"line": 10, "document": 1, "xml": 0, "line in gzip": 5}[name]


@pytest.mark.usefixtures("small_limits")
def test_an_endless_stream_of_nothing_is_a_bomb(tmp_path: Path) -> None:
    bomb = gzip.compress(b'{"a": "' + b" " * 3_000_000)
    _, faults = read(written(tmp_path, bomb))
    assert len(faults) == 1
    assert any(word in faults[0].reason for word in ("bomb", "longer"))


@pytest.mark.usefixtures("small_limits")
def test_a_page_larger_than_the_limit_is_taken_apart(tmp_path: Path) -> None:
    page = json.dumps({"totalCount": 1, "studies": RECORDS * 20, "nextPageToken": "x"}).encode()
    assert len(page) > LIMIT
    for text in (page, json.dumps(RECORDS * 20, indent=1).encode()):
        records, faults = read(written(tmp_path, text))
        assert ids(records) == IDS * 20
        assert faults == []


def test_links_and_locked_members_are_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        link = tarfile.TarInfo("a.json")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    _, faults = read(written(tmp_path, buffer.getvalue()))
    assert ["link" in f.reason for f in faults] == [True]
