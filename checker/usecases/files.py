"""Write files whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from checker.usecases.errors import UsageError


def write_atomically(path: Path, content: bytes) -> bool:
    """Writes a file beside its place, then renames it; True if its bytes changed.

    Raises ``UsageError`` if it cannot be written; the old file then stays as it was.
    """
    temporary: str | None = None
    try:
        if path.is_file() and path.read_bytes() == content:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        # In the same folder, since renaming is only atomic within one file system.
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            # Without this a crash could leave the renamed file empty.
            os.fsync(stream.fileno())
        # A temporary file is private; the new file gets the rights that the old one had.
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        Path(temporary).chmod(mode)
        Path(temporary).replace(path)
        temporary = None
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}") from None
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
    return True


def _umask() -> int:
    """The process's file mode mask, which can only be read by setting it."""
    current = os.umask(0)
    os.umask(current)
    return current
