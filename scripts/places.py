"""Places as files with layers districts, buildings and roads, and more if there are any."""
import subprocess

BARRIERS = ("water", "railways", "walls")


def layers_of(place):
    out = subprocess.run(["ogrinfo", "-ro", "-q", place], capture_output=True, text=True, check=True).stdout
    return {line.split(": ", 1)[1].rsplit(" (", 1)[0] for line in out.splitlines() if ": " in line}


def layers_to_take(place):
    have = layers_of(place)
    return ["districts", "buildings", "roads"] + [x for x in (*BARRIERS, "zones") if x in have]


def import_command(wangge, place, db):
    """The command line that brings every layer of the place into a new workspace."""
    command = [wangge, "import", db, "--overwrite", "-q"]
    for name in layers_to_take(place):
        command += ["--barriers" if name in BARRIERS else "--" + name, f"{place}:{name}"]
    return command
