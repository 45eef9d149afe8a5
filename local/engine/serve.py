"""Runs the engine for as long as the shop that started it lives, and for programs of this machine only.

The shop holds the other end of standard input. When it goes, even without a word, the input ends and the engine stops
as if it had been asked to: no orphan stays behind. What the shop writes there means that the state is worth keeping.

The engine checks no signature and lets every web page read its answers. So requests that a browser makes for a page, and
those for another host (DNS rebinding), are turned away here; what is not AWS (`/_ministack/`: reset, messages) needs the
token of this run. Programs send no Origin and no Sec-Fetch-Site.
"""

import base64
import hmac
import os
import re
import signal
import sys
import threading
import time

# Neither the engine nor the functions that it starts are to know it.
TOKEN = os.environ.pop("SHOP_ENGINE_TOKEN").encode()
LOOPBACK = re.compile(rb"(([\w.-]+\.)?localhost|127\.0\.0\.1|\[::1\])(:\d+)?", re.IGNORECASE)
# Custom resources answer to an address with a token of its own.
ADMIN = re.compile(r"/+_(ministack|localstack)(?!/cfn-(response|signal)/)", re.IGNORECASE)

LONGEST_STOP_SECONDS = 60


def refusal(scope, headers):
    if b"origin" in headers or headers.get(b"sec-fetch-site", b"none") != b"none":
        return b"this engine takes no requests from web pages"
    if not LOOPBACK.fullmatch(headers.get(b"host", b"")):
        return b"this engine serves its own machine only: ask for it as localhost"
    if ADMIN.match(scope["path"]) and not hmac.compare_digest(headers.get(b"x-shop-token", b""), TOKEN):
        return b"only the shop that started this engine may do that"
    return None


def guarded(app, keeper):
    async def guard(scope, receive, send):
        headers = {name.lower(): value for name, value in scope.get("headers", ())}
        reason = refusal(scope, headers) if scope["type"] in ("http", "websocket") else None
        if reason is None:
            try:
                await app(scope, receive, send)
            finally:
                if scope["type"] == "http":
                    keeper.note(scope["method"], headers)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await send({"type": "http.response.start", "status": 403, "headers": [(b"content-type", b"text/plain")]})
            await send({"type": "http.response.body", "body": reason})

    return guard


def exact(build):
    """A function URL hands on a body that is not UTF-8 in base64; the engine would replace what is wrong in it."""

    def event(*request, **more):
        built, body = build(*request, **more), request[6]
        try:
            body.decode()
        except UnicodeDecodeError:
            built.update(body=base64.b64encode(body).decode(), isBase64Encoded=True)
        return built

    return event


def obey_the_shop(keeper) -> None:
    while os.read(0, 1024):
        keeper.start()
    os.kill(os.getpid(), signal.SIGTERM)
    # Nobody else would end an engine that hangs, and what it started.
    time.sleep(LONGEST_STOP_SECONDS)
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    from ministack import app as engine
    from ministack.services import lambda_svc

    # Nothing is written beside this file.
    sys.dont_write_bytecode = True
    import keep_state

    sys.dont_write_bytecode = False
    keeper = keep_state.Keeper()
    threading.Thread(target=obey_the_shop, args=(keeper,), daemon=True).start()
    keep_state.alone()
    engine._load_persisted_state = keep_state.load
    engine.save_all = keeper.save_at_the_end
    lambda_svc._build_function_url_event = exact(lambda_svc._build_function_url_event)
    engine.app = guarded(engine.app, keeper)
    sys.argv = ["ministack"]
    engine.main()
