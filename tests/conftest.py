"""What holds for all tests."""

import signal

# Started in the background of a script, we ignore Ctrl-C, and so would every run that a test starts and interrupts.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
