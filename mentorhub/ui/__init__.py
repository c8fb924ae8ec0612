"""Everything Qt, nothing else.

PySide6 6.12.0 takes for granted that None, True and False live for ever, as they do from Python 3.12 on: each call
that returns nothing drops a reference. On Python 3.11 the program would end with "deallocating None" after some
minutes, so there these three are given more references than can ever be dropped. PySide6 6.11 did not need this.
"""

import ctypes
import sys

if sys.version_info < (3, 12):
    for _lasting in (None, True, False):
        ctypes.c_ssize_t.from_address(id(_lasting)).value += 1 << 60
