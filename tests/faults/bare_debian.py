"""F28: in a bare Debian 12 with Python and exactly the libraries of `requirements/debian.txt`, the program starts.

Makes such a system in a folder of its own (`debootstrap`, from the package source of this computer), lends it the
Python libraries, and there runs tests of the window without a screen, then opens a window on a screen outside. Needs
root and the Debian programs debootstrap and xvfb; about three minutes.
"""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
_INSIDE = "FAULTS_INSIDE_OWN_MOUNTS"
_DISPLAY = ":77"
_WINDOW = """
import sys
from mentorhub.app.main import make_application
from mentorhub.settings import Settings
from mentorhub.ui.main_window import MainWindow
application = make_application(Settings())
window = MainWindow(Settings())
window.show()
for _round in range(50):
    application.processEvents()
image = window.grab().toImage()
colours = {image.pixelColor(x, y).rgb() for x in range(0, image.width(), 9) for y in range(0, image.height(), 9)}
sys.exit(0 if application.platformName() == "xcb" and window.isVisible() and image.width() > 300 and colours else 1)
"""


def listed(name: str) -> list[str]:
    lines = (ROOT / "requirements" / name).read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def mirror() -> str:
    """Where this computer's own packages come from."""
    for file in [Path("/etc/apt/sources.list"), *sorted(Path("/etc/apt/sources.list.d").glob("*"))]:
        found = re.search(r"^(?:URIs:|deb(?: \[[^]]*\])?) *(\S+/debian)/?(?: |$)", _text(file), re.MULTILINE)
        if found:
            return found[1]
    return "http://deb.debian.org/debian"


def _text(file: Path) -> str:
    return file.read_text("utf-8") if file.is_file() else ""


def lend(source: Path | str, target: Path) -> None:
    """For reading only, in this process's own mounts."""
    target.mkdir(parents=True, exist_ok=True)
    subprocess.run(["mount", "--bind", str(source), str(target)], check=True)
    subprocess.run(["mount", "-o", "remount,bind,ro", str(target)], check=True)


def inside(system: Path, command: list[str], **environment: str) -> bool:
    names = {
        "PYTHONPATH": "/opt/libraries:/opt/mentorhub",
        "HOME": "/root",
        "PATH": "/usr/bin:/bin",
        "LC_ALL": "C.UTF-8",
    }
    run = subprocess.run(
        [
            shutil.which("chroot") or "chroot",
            str(system),
            "/bin/sh",
            "-c",
            'cd /opt/mentorhub && exec "$@"',
            "sh",
            *command,
        ],
        env={**names, "PYTHONDONTWRITEBYTECODE": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode:
        print((run.stdout + run.stderr)[-2000:])
    return run.returncode == 0


def tried(system: Path) -> list[tuple[str, bool]]:
    packages = ",".join(["python3", *listed("debian.txt")])
    making = ["debootstrap", "--variant=minbase", f"--include={packages}", "bookworm", str(system), mirror()]
    made = subprocess.run(making, capture_output=True, text=True, check=False)
    if made.returncode:
        print(made.stdout[-1000:])
        return [("making it", False)]
    Path("/tmp/.X11-unix").mkdir(mode=0o1777, exist_ok=True)
    lend(ROOT, system / "opt" / "mentorhub")
    lend(sysconfig.get_path("purelib"), system / "opt" / "libraries")
    lend("/tmp/.X11-unix", system / "tmp" / ".X11-unix")
    subprocess.run(["mount", "-t", "proc", "proc", str(system / "proc")], check=True)
    tests = ["python3", "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/ui/test_main_window.py"]
    rows = [("tests of the window without a screen", inside(system, tests, QT_QPA_PLATFORM="offscreen"))]
    screen = subprocess.Popen(["Xvfb", _DISPLAY, "-screen", "0", "1280x800x24"], stderr=subprocess.DEVNULL)
    try:
        opened = inside(system, ["python3", "-c", _WINDOW], QT_QPA_PLATFORM="xcb", DISPLAY=_DISPLAY)
    finally:
        screen.terminate()
        screen.wait()
    return [*rows, ("the window on a screen (X11)", opened)]


def remove(place: Path) -> None:
    """What was lent is given back before anything is deleted; if that fails, the folder stays."""
    for mount in sorted(mounts_in(place), reverse=True):
        subprocess.run(["umount", mount], check=False)
    if mounts_in(place):
        print(f"please remove {place} by hand")
        return
    subprocess.run(["rm", "-rf", "--one-file-system", str(place)], check=True)


def mounts_in(place: Path) -> list[str]:
    points = [line.split()[1] for line in Path("/proc/self/mounts").read_text("utf-8").splitlines()]
    return [point for point in points if point.startswith(f"{place}/")]


def main() -> int:
    if os.geteuid() != 0 or not shutil.which("debootstrap") or not shutil.which("Xvfb"):
        print("a bare Debian: not tried; it needs root and the programs debootstrap and xvfb")
        return 0
    if _INSIDE not in os.environ:
        again = ["unshare", "--mount", sys.executable, __file__]
        return subprocess.run(again, env={**os.environ, _INSIDE: "1"}, check=False).returncode
    place = Path(tempfile.mkdtemp(prefix="bare-debian-"))
    try:
        rows = tried(place / "system")
    finally:
        remove(place)
    print(f"{'bare Debian 12':40}{'':4}")
    for name, right in rows:
        print(f"{name:40}{'works' if right else 'FAILS'}")
    return 0 if all(right for _name, right in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
