"""The client against a real server on this machine that misbehaves in each way."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.fixtures.model_server import Answer, FakeModel, Handler, raw, running_model, says

from trialogue.config import Settings
from trialogue.errors import LanguageModelError, UsageError
from trialogue.language_model.client import LanguageModel, ModelAddress, model_address

KEY = "sk-hush-hush"


@pytest.fixture
def model() -> Iterator[FakeModel]:
    with running_model(says(" It tests a drink. ")) as served:
        yield served


def ask(model: FakeModel, timeout: float = 5.0) -> str:
    with LanguageModel(ModelAddress(url=model.url, name="small-1", key=KEY), timeout) as client:
        return client.ask("Be short.", "The record")


def test_one_request_in_the_form_of_chat_completions(model: FakeModel) -> None:
    assert ask(model) == "It tests a drink."
    assert model.paths == ["/v1/chat/completions"]
    assert model.asked == [
        {
            "model": "small-1",
            "messages": [
                {"role": "system", "content": "Be short."},
                {"role": "user", "content": "The record"},
            ],
            "stream": False,
        }
    ]
    assert model.headers[0]["authorization"] == f"Bearer {KEY}"


def test_without_a_key_none_is_sent(model: FakeModel) -> None:
    with LanguageModel(ModelAddress(url=model.url + "/", name="small-1")) as client:
        client.ask("a", "b")
    assert "authorization" not in model.headers[0]
    assert model.paths == ["/v1/chat/completions"]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (raw(b"<!doctype html><h1>Welcome</h1>", kind="text/html"), "not answer in the form"),
        (raw(b'{"choices": [{"mess'), "not answer in the form"),
        (raw(b'{"choices": [{"message": {"content": 7}}]}'), "not answer in the form"),
        (raw(b"\xff\xfe{}"), "not answer in the form"),
        (raw(b'{"error": {"message": "no"}}'), "not answer in the form"),
        (raw(b'{"choices": []}'), "without a text"),
        (says(None), "without a text"),
        (says("  \n"), "without a text"),
        (says("It tests a", finish="length"), "broke off at a limit"),
        (raw(f'{{"error": "wrong key {KEY}"}}'.encode(), 401), r"status 401 .*the key"),
        (raw(b"", 404), "no such address or model"),
        (raw(b"slow down", 429), "asked too often"),
        (raw(b"<h1>Oops</h1>", 500, "text/html"), "status 500"),
        (raw(b"", 307, location="http://127.0.0.1:9/elsewhere"), "redirects to another place"),
        (raw(b'{"choices": [' + b" " * 2**20 + b"]}"), "no end"),
        (raw(b"\x1f\x8b\x08 no JSON", encoding="gzip"), "not answer in the form"),
    ],
)
def test_what_is_no_answer_is_one_message_without_the_key(
    model: FakeModel, answer: Answer, words: str
) -> None:
    model.answer = answer
    with pytest.raises(LanguageModelError, match=words) as caught:
        ask(model)
    assert str(caught.value).startswith("the language model at 127.0.0.1: ")
    assert KEY not in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(model.paths) == 1


def test_silence_has_an_end(model: FakeModel) -> None:
    done = threading.Event()

    def silence(_: Handler) -> None:
        done.wait(10)

    model.answer = silence
    with pytest.raises(LanguageModelError, match=r"not answer within 0\.2 seconds"):
        ask(model, 0.2)
    done.set()


def test_an_answer_in_drops_has_an_end(model: FakeModel) -> None:
    done = threading.Event()

    def drip(handler: Handler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while not done.wait(0.05):
            handler.wfile.write(b" ")

    model.answer = drip
    with pytest.raises(LanguageModelError, match="not answer within"):
        ask(model, 0.3)
    done.set()


def test_nobody_there() -> None:
    client = LanguageModel(ModelAddress(url="http://127.0.0.1:9/v1", name="x"))
    with client, pytest.raises(LanguageModelError, match="there is no connection to it"):
        client.ask("a", "b")


def test_a_proxy_of_the_environment_is_not_used(model: FakeModel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    assert ask(model) == "It tests a drink."


@pytest.mark.parametrize(
    "url", ["https://models.example/v1", "http://127.0.0.1:1/v1", "http://localhost/v1", "http://[::1]:8080"]
)
def test_addresses_that_are_safe(url: str) -> None:
    assert ModelAddress(url=url, name="x", key=KEY).url == url
    assert KEY not in repr(ModelAddress(url=url, name="x", key=KEY))


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://models.example/v1", "no TLS"),
        ("http://127.0.0.1.models.example/v1", "no TLS"),
        ("http://10.0.0.7/v1", "no TLS"),
        ("http://me:hush@127.0.0.1/v1", "bare address"),
        ("https://models.example/v1?key=hush", "bare address"),
        ("https://models.example/v1#hush", "bare address"),
        ("ftp://models.example/hush", "http or https"),
        ("file:///etc/hush", "http or https"),
        ("models.example/hush", "http or https"),
        ("https://", "http or https"),
        ("https://[hush", "http or https"),
        ("https://models.example:99999999/hush", "http or https"),
        ("https://models.example/\nhush", "http or https"),
    ],
)
def test_addresses_that_are_not(url: str, words: str) -> None:
    with pytest.raises(UsageError, match=words) as caught:
        ModelAddress(url=url, name="x")
    assert "hush" not in str(caught.value)


def test_the_operator_may_allow_plain_http() -> None:
    settings = Settings(
        language_model_url="http://10.0.0.7/v1", language_model="x", language_model_plain_http=1
    )
    assert model_address(settings).plain_http


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "x" * 201])
def test_a_model_needs_a_name(name: str) -> None:
    with pytest.raises(UsageError, match="model's name"):
        ModelAddress(url="https://models.example/v1", name=name)


def test_off_by_default() -> None:
    with pytest.raises(UsageError, match="no language model is set"):
        model_address(Settings())


def test_the_key_stands_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "key"
    settings = Settings(
        language_model_url="https://models.example/v1",
        language_model="x",
        language_model_key_file=str(path),
    )
    with pytest.raises(UsageError, match="No such file"):
        model_address(settings)
    path.write_text(f"{KEY}\n", encoding="utf-8")
    assert model_address(settings).key == KEY
    for wrong in (b"", b"two words", b"two\nlines", b"\xff", "sk–dash".encode()):
        path.write_bytes(wrong)
        with pytest.raises(UsageError, match="language_model_key_file") as caught:
            model_address(settings)
        assert "words" not in str(caught.value)
