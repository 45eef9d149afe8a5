"""Writes down what the engine knows while it runs, so that a crash loses the last second at most.

One file holds everything, a service a line, so that what is read again belongs to one moment: a message that is gone from
one queue is in the other. A snapshot is written by a forked copy of the process, which sees that moment for as long as
it takes, while the engine goes on. The file is replaced as a whole and on the disk before it is: the last good one
stays when the disk is full.

The shop hears of it on file descriptor 3, one JSON text a line: `loaded`, `saved`, `failed`, `damaged`.
"""

import asyncio
import copy
import fcntl
import json
import os
import re
import signal
import sys
import threading
import time

from ministack import app as engine
from ministack.core import persistence
from ministack.services import lambda_svc, sqs

FOLDER = persistence.STATE_DIR
FILE = os.path.join(FOLDER, "state.jsonl")
PORT = os.environ.get("GATEWAY_PORT", "")

# Between the end of one snapshot and the next. One takes 0.1 s for 1 MB, half a second where four programs want each core.
PAUSE_SECONDS = 0.1
# What a function did is over and done with by then.
SETTLED_SECONDS = 2
# A forked copy that hangs is ended.
LONGEST_SECONDS = 60

READS = re.compile(rb"(.*\.)?(Get|List|Describe|Query|Scan|BatchGet|Receive)")


def tell(**note):
    try:
        os.write(3, json.dumps(note).encode() + b"\n")
    except OSError:
        pass  # The shop is gone.


def alone():
    """Waits until no other engine, nor a copy that still writes, has the folder. Ends with the process, however that ends."""
    os.makedirs(FOLDER, exist_ok=True)
    lock = os.open(os.path.join(FOLDER, "lock"), os.O_CREAT | os.O_RDWR, 0o600)
    fcntl.flock(lock, fcntl.LOCK_EX)


def kept():
    """The text of each service, with the port of last time replaced, and what the file says about itself."""
    if os.path.exists(FILE):
        with open(FILE) as file:
            head, *lines = file.read().rstrip("\n").split("\n")
        about = json.loads(head)
        texts = {json.loads(name): payload for name, payload in (line.split("\t", 1) for line in lines)}
    else:  # Of a version that wrote a file for each service, when it stopped in order.
        texts, about = {}, {"final": True}
        for service in engine._state_map:
            path = os.path.join(FOLDER, f"{service}.json")
            if os.path.exists(path):
                about["savedAt"] = os.path.getmtime(path)
                with open(path) as file:
                    texts[service] = file.read()
        port = re.search(r"//localhost:(\d+)/\d{12}/", texts.get("sqs", ""))
        about["port"] = port[1] if port else PORT
    if not texts:
        return None, {}
    was, now = f"//localhost:{about['port']}/", f"//localhost:{PORT}/"
    return about, {service: text.replace(was, now) for service, text in texts.items()}


def load():
    try:
        about, texts = kept()
        for service, name in engine._state_map.items():
            if service in texts:
                data = json.loads(texts[service], object_hook=persistence._json_object_hook)
                engine._get_module(name).load_persisted_state(data.get("payload", data))
        if about:
            tell(loaded={"savedAt": about["savedAt"], "final": about["final"]})
    except Exception as error:
        tell(damaged=f"{type(error).__name__}: {error}")
        os._exit(1)


def save(at, final):
    unused = []
    # The file that is in place needs the code of the functions until it is replaced.
    prune, lambda_svc._prune_orphan_code_blobs = lambda_svc._prune_orphan_code_blobs, unused.append
    draft = f"{FILE}.draft"
    try:
        lines = [json.dumps({"savedAt": at, "port": PORT, "final": final})]
        for service, get_state in engine._build_persistence_save_dict().items():
            state = get_state()
            if state is not None:
                payload = json.dumps({"payload": state}, default=persistence._json_default)
                lines.append(f"{json.dumps(service)}\t{payload}")
        with open(draft, "w") as file:
            file.write("\n".join(lines) + "\n")
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, FILE)
    except BaseException:
        if os.path.exists(draft):
            os.remove(draft)
        raise
    finally:
        lambda_svc._prune_orphan_code_blobs = prune
    for referenced in unused:
        prune(referenced)


class Keeper:
    """Nothing is written before the shop says that what is deployed is whole."""

    def __init__(self):
        self.loop = None
        self.changed = None
        self.over = False
        self.written = threading.Event()
        self.written.set()

    def start(self):
        self.loop = engine._MAIN_LOOP
        self.loop.call_soon_threadsafe(lambda: self.loop.create_task(self.keep()))

    def note(self, method, headers):
        if self.changed and method not in ("GET", "HEAD") and not READS.match(headers.get(b"x-amz-target", b"")):
            self.changed.set()

    async def keep(self):
        self.changed = asyncio.Event()
        self.changed.set()
        settled = True
        while True:
            try:
                await asyncio.wait_for(self.changed.wait(), None if settled else SETTLED_SECONDS)
            except asyncio.TimeoutError:
                pass
            settled = not self.changed.is_set()
            self.changed.clear()
            if self.over:
                return
            if not await self.snapshot():
                self.changed.set()
                await asyncio.sleep(1)
            await asyncio.sleep(PAUSE_SECONDS)

    async def snapshot(self):
        at = time.time()
        try:
            child = fork(at)
        except OSError as error:
            return self.failed(error.errno)
        self.written.clear()
        status = await asyncio.to_thread(self.wait, child)
        if status != 0:
            return self.failed(os.WEXITSTATUS(status) if os.WIFEXITED(status) else 0)
        tell(saved=at)
        return True

    def wait(self, child):
        try:
            return os.waitpid(child, 0)[1]
        finally:
            self.written.set()

    def failed(self, errno):
        tell(failed=os.strerror(errno) if errno else "the copy of the engine that writes was ended")
        return False

    def save_at_the_end(self, _services):
        if self.changed is None:
            return
        self.over = True
        self.written.wait(LONGEST_SECONDS)
        try:
            at = time.time()
            save(at, True)
            tell(saved=at)
        except Exception as error:
            tell(failed=getattr(error, "strerror", None) or str(error))


def fork(at):
    """Copies the process at a moment at which no queue is half changed: on the engine's loop, and with its lock."""
    with sqs._queues_lock:
        child = os.fork()
    if child:
        return child
    code = 255
    try:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.alarm(LONGEST_SECONDS)
        # This process changes nothing any more: what it sees needs no copy.
        copy.deepcopy = lambda value, memo=None: value
        save(at, False)
        code = 0
    except OSError as error:
        code = error.errno or 255
    except BaseException as error:
        print(f"snapshot: {type(error).__name__}: {error}", file=sys.stderr, flush=True)
    finally:
        os._exit(code)
