"""Runs the engine for as long as the shop that started it lives.

The shop holds the other end of standard input. When it goes, even without a word, the input ends and the engine stops
as if it had been asked to: no orphan stays behind.
"""

import os
import runpy
import signal
import sys
import threading


def stop_with_the_shop() -> None:
    while os.read(0, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


threading.Thread(target=stop_with_the_shop, daemon=True).start()
sys.argv = ["ministack"]
runpy.run_module("ministack", run_name="__main__")
