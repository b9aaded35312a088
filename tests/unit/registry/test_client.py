"""The client against a real server on this machine that misbehaves in each way."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from trialogue.errors import RegistryUnreachableError, UsageError
from trialogue.model.ids import NctId
from trialogue.registry.api import PullQuery
from trialogue.registry.client import Manners, RegistryClient, RegistryRefusedError

QUICK = Manners(delay=0, timeout=1, attempts=3, wait_initial=0.01, wait_max=0.05)
Handler = BaseHTTPRequestHandler
Answer = Callable[[Handler], None]


def study(number: int, posted: str = "2026-10-01") -> dict[str, object]:
    return {
        "protocolSection": {
            "identificationModule": {"nctId": f"NCT99{number:06d}", "briefTitle": "Fictional"},
            "statusModule": {"overallStatus": "RECRUITING", "lastUpdatePostDateStruct": {"date": posted}},
        }
    }


def said(
    body: bytes | dict[str, object], status: int = 200, kind: str = "application/json", **headers: str
) -> Answer:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()

    def answer(handler: Handler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", headers.pop("length", str(len(content))))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(content)

    return answer


def silence(handler: Handler) -> None:
    time.sleep(1.5)


def broken_off(handler: Handler) -> None:
    content = json.dumps({"studies": [study(1), study(2)]}).encode()
    said(content[: len(content) // 2], length=str(len(content)))(handler)


def hung_up(handler: Handler) -> None:
    handler.close_connection = True


@dataclass
class Registry:
    """A server that gives the answers it was told to, in order, the last one for ever."""

    answers: list[Answer] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    url: str = ""

    def params(self, number: int) -> dict[str, str]:
        return {key: values[0] for key, values in parse_qs(urlsplit(self.asked[number]).query).items()}


@pytest.fixture
def registry() -> Iterator[Registry]:
    told = Registry()

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told.asked.append(self.path)
            answer = told.answers.pop(0) if len(told.answers) > 1 else told.answers[0]
            answer(self)

        def log_message(self, *args: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    told.url = f"http://127.0.0.1:{server.server_port}/api/v2"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield told
    server.shutdown()
    server.server_close()
    thread.join()


def page(*numbers: int, token: str | None = None, **more: object) -> Answer:
    body: dict[str, object] = {"studies": [study(n) for n in numbers], **more}
    return said(body | ({"nextPageToken": token} if token else {}))


def pulled(registry: Registry, query: PullQuery | None = None, token: str | None = None) -> list[list[str]]:
    with RegistryClient(registry.url, QUICK) as client:
        return [
            [json.loads(r.content)["protocolSection"]["identificationModule"]["nctId"] for r in p.records]
            for p in client.pages(query or PullQuery(), token)
        ]


def test_page_after_page_until_there_is_no_token(registry: Registry) -> None:
    registry.answers = [page(1, 2, token="a b+c", totalCount=3), page(3)]
    assert pulled(registry) == [["NCT99000001", "NCT99000002"], ["NCT99000003"]]
    assert registry.asked[0].startswith("/api/v2/studies?")
    assert registry.params(0)["pageSize"] == "1000"
    assert registry.params(1)["pageToken"] == "a b+c"


def test_an_empty_page_in_the_middle_is_not_the_end(registry: Registry) -> None:
    registry.answers = [page(1, token="x"), page(token="y"), page(2)]
    assert pulled(registry) == [["NCT99000001"], [], ["NCT99000002"]]


def test_a_page_says_where_to_go_on_and_its_newest_day(registry: Registry) -> None:
    body = {
        "studies": [study(1, "2026-09-01"), study(2, "2026-11-03")],
        "nextPageToken": "t",
        "totalCount": 9,
    }
    registry.answers = [said(body), page(3)]
    with RegistryClient(registry.url, QUICK) as client:
        first, last = client.pages(PullQuery(cond="als"))
        assert (first.newest, first.total, last.next_token) == ("2026-11-03", 9, None)
        registry.answers = [page(3)]
        resumed = list(client.pages(PullQuery(cond="als"), first.next_token))
    assert [r.content for p in resumed for r in p.records] == [r.content for r in last.records]
    assert registry.params(2) == registry.params(1)
    assert registry.params(2)["query.cond"] == "als"


def test_many_ids_are_asked_for_in_several_series(registry: Registry) -> None:
    ids = tuple(NctId(f"NCT99{n:06d}") for n in range(450))
    registry.answers = [page(1), page(2, token="in"), page(3), page(4)]
    assert pulled(registry, PullQuery(ids=ids)) == [[f"NCT9900000{n}"] for n in (1, 2, 3, 4)]
    assert [len(registry.params(n)["filter.ids"].split(",")) for n in range(4)] == [200, 200, 200, 50]
    assert pulled(registry, PullQuery(ids=ids), "2|") == [["NCT99000004"]]


def test_since_a_day_is_a_range_of_the_last_update(registry: Registry) -> None:
    from datetime import date

    registry.answers = [page(1)]
    pulled(registry, PullQuery(since=date(2026, 10, 1)))
    assert registry.params(0)["filter.advanced"] == "AREA[LastUpdatePostDate]RANGE[2026-10-01,MAX]"


PASSING = {
    "429 with a wait": said(b"slow down", 429, Retry_After="1"),
    "429 with a date": said(b"slow down", 429, Retry_After="Wed, 21 Oct 2015 07:28:00 GMT"),
    "429 with nonsense": said(b"slow down", 429, Retry_After="soon"),
    "500": said(b"oh", 500),
    "503 as a page": said(b"<html>busy</html>", 503, "text/html"),
    "a web page": said(b"<!DOCTYPE html><html></html>", 200, "text/html"),
    "half a page": broken_off,
    "half a page, complete by its length": said(b'{"studies": [{"protocolSection": {'),
    "another JSON": said({"error": "x"}),
    "JSON of another type": said(b"[1, 2]"),
    "nothing": said(b""),
    "hung up": hung_up,
    "silence": silence,
    "no UTF-8": said(b'{"studies": [{"a": "\xff\xfe"}], "nextPageToken": "\xff"}'),
}


@pytest.mark.parametrize("case", PASSING)
def test_a_passing_trouble_is_asked_again(
    registry: Registry, case: str, capsys: pytest.CaptureFixture[str]
) -> None:
    registry.answers = [PASSING[case], page(1)]
    assert pulled(registry) == [["NCT99000001"]]
    assert len(registry.asked) == 2
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("case", [case for case in PASSING if case != "silence"])
def test_a_lasting_trouble_is_told_after_all_attempts(registry: Registry, case: str) -> None:
    registry.answers = [PASSING[case]]
    with pytest.raises(RegistryUnreachableError, match="asked 3 times") as caught:
        pulled(registry)
    assert len(registry.asked) == 3
    assert registry.url in str(caught.value)
    assert caught.value.exit_code == 5


def test_what_came_before_the_trouble_is_kept(registry: Registry) -> None:
    registry.answers = [page(1, token="x"), said(b"oh", 500)]
    with RegistryClient(registry.url, QUICK) as client:
        pages = client.pages(PullQuery())
        first = next(pages)
        with pytest.raises(RegistryUnreachableError):
            next(pages)
    assert first.next_token == "0|x"


def test_a_refusal_is_told_in_the_registrys_words_and_not_asked_again(registry: Registry) -> None:
    registry.answers = [said(b"`pageToken` has incorrect format", 400, "text/plain")]
    with pytest.raises(RegistryRefusedError, match="incorrect format"):
        pulled(registry)
    assert len(registry.asked) == 1


def test_a_redirect_on_the_same_host_is_followed(registry: Registry) -> None:
    registry.answers = [said(b"", 301, Location="/api/v2/studies?moved=1"), page(1)]
    assert pulled(registry) == [["NCT99000001"]]
    assert registry.asked[1] == "/api/v2/studies?moved=1"


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.2/latest/meta-data",
        "http://127.0.0.1:1/elsewhere",
        "file:///etc/passwd",
        "http://user@127.0.0.1/x",
        "//example.org/x",
    ],
)
def test_a_redirect_elsewhere_is_refused(registry: Registry, target: str) -> None:
    registry.answers = [said(b"", 302, Location=target), page(1)]
    with pytest.raises(RegistryRefusedError, match="redirects to another place"):
        pulled(registry)
    assert len(registry.asked) == 1


def test_redirects_without_end_are_left(registry: Registry) -> None:
    registry.answers = [said(b"", 302, Location="/api/v2/studies?again")]
    with pytest.raises(RegistryUnreachableError, match="without end"):
        pulled(registry)
    assert len(registry.asked) == 4


@pytest.mark.parametrize("url", ["", "ftp://example.org", "file:///etc", "clinicaltrials.gov", "http://"])
def test_only_http_addresses_are_asked(url: str) -> None:
    with pytest.raises(UsageError, match="http or https"):
        RegistryClient(url)


def test_nobody_there_is_told() -> None:
    with RegistryClient("http://127.0.0.1:9", QUICK) as client:
        with pytest.raises(RegistryUnreachableError, match="no connection"):
            client.probe()
        with pytest.raises(RegistryUnreachableError, match="no connection"):
            list(client.pages(PullQuery()))


def test_the_probe_reads_the_version(registry: Registry) -> None:
    registry.answers = [said({"apiVersion": "2.0.5", "dataTimestamp": "2026-11-02T09:00:05"})]
    with RegistryClient(registry.url, QUICK) as client:
        assert client.probe().data_timestamp == "2026-11-02T09:00:05"
    assert registry.asked == ["/api/v2/version"]


@pytest.mark.parametrize(
    "answer", [silence, said(b"<html>", 200, "text/html"), said({"x": 1}), said(b"", 503)]
)
def test_the_probe_asks_once_and_does_not_wait(registry: Registry, answer: Answer) -> None:
    registry.answers = [answer]
    with RegistryClient(registry.url, QUICK) as client, pytest.raises(RegistryUnreachableError):
        client.probe(timeout=0.2)
    assert len(registry.asked) == 1


def test_a_condition_and_ids_together_are_no_query() -> None:
    with pytest.raises(ValueError, match="not both"):
        PullQuery(cond="als", ids=(NctId("NCT99000001"),))


def test_requests_keep_their_distance(registry: Registry, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    monkeypatch.setattr(time, "sleep", waits.append)
    registry.answers = [page(1, token="x"), page(2)]
    with RegistryClient(registry.url, Manners(delay=30, timeout=5)) as client:
        list(client.pages(PullQuery()))
    assert len(waits) == 1
    assert 20 < waits[0] <= 30
