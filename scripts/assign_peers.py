"""What puts the grid's code to every row of a CSV file: wangge assign and others."""
import os, shutil, subprocess, time
from collections import namedtuple

import postgis
from runner import why

# A task: the grids as a Shapefile with a field `code`, the same as wangge's index, the rows.
Task = namedtuple("Task", "grids index rows count")
Took = namedtuple("Took", "wall cpu kb")  # cpu and kb None where not measured

MANY = 2_000_000  # rows from which on all but the fastest run once


class Peer:
    """A command line; `make` gives it for a task and a file for its output."""

    def __init__(self, name, make, missing=None, answers=True, most=None, once=False):
        self.name, self.make, self.missing, self.answers, self.most, self.once = (
            name, make, missing, answers, most, once)

    def runs(self, count, runs):
        return 1 if self.once else runs

    def prepare(self, runner, task, folder):
        """What is made beforehand and not counted."""

    def run(self, runner, task, out):
        command = self.make(task, out)
        code, cpu, kb, wall = runner.timed(command)
        if code != 0:
            raise RuntimeError(why(code, runner.seconds))
        return Took(wall, cpu, kb)


class Spatialite(Peer):
    """The spatialite shell over a database that holds the grids; the rows stay a CSV file to it."""
    SQL = """create virtual table temp.incidents using VirtualText('{rows}', 'UTF-8', 1, POINT, DOUBLEQUOTE, ',');
.mode csv
.headers on
.output {out}
select i.id, i.reported_at, i.lng, i.lat, i.category, i.street, i.description,
  (select min(g.code) from idx_grids_geometry x join grids g on g.ogc_fid = x.pkid
   where x.xmin <= i.lng and x.xmax >= i.lng and x.ymin <= i.lat and x.ymax >= i.lat
     and ST_Covers(g.geometry, MakePoint(i.lng, i.lat, 4490))) as grid_code
from temp.incidents i;
"""

    def prepare(self, runner, task, folder):
        self.db, self.script = os.path.join(folder, "grids.sqlite"), os.path.join(folder, "assign.sql")
        if os.path.exists(self.db):
            os.remove(self.db)
        runner.must(["ogr2ogr", "-f", "SQLite", "-dsco", "SPATIALITE=YES", "-nln", "grids", self.db, task.grids])

    def run(self, runner, task, out):
        with open(self.script, "w") as f:
            f.write(self.SQL.format(rows=task.rows, out=out))
        code, cpu, kb, wall = runner.timed(["spatialite", "-silent", "-bail", self.db], source=self.script)
        if code != 0 or not os.path.exists(out):
            raise RuntimeError(why(code, runner.seconds))
        return Took(wall, cpu, kb)


class PostGIS(Peer):
    def __init__(self, name, server, **more):
        super().__init__(name, None, **more)
        self.server = server

    def runs(self, count, runs):
        return 1 if count >= MANY else runs

    def prepare(self, runner, task, folder):
        self.server.load_grids(task.grids)

    def run(self, runner, task, out):
        began = time.monotonic()
        self.server.assign(task.rows, out)
        return Took(time.monotonic() - began, None, None)


def ogr2ogr_command(task, out):
    layer, grids = (os.path.splitext(os.path.basename(f))[0] for f in (task.rows, task.grids))
    sql = (f"SELECT i.*, g.code AS grid_code FROM \"{layer}\" i LEFT JOIN '{task.grids}'.\"{grids}\" g "
           "ON ST_Contains(g.geometry, i.geometry)")
    return ["ogr2ogr", "-f", "CSV", out, task.rows, "-oo", "X_POSSIBLE_NAMES=lng", "-oo", "Y_POSSIBLE_NAMES=lat",
            "-dialect", "sqlite", "-sql", sql]


def absent(program):
    return None if shutil.which(program) else f"{os.path.basename(program)} is not there"


def no_geopandas(python):
    check = subprocess.run([python, "-c", "import geopandas; assert geopandas.GeoSeries([]).sindex is not None"],
                           capture_output=True)
    return None if check.returncode == 0 else "GeoPandas with a spatial index is not installed"


def peers(build, threads, python, server):
    """All, the fast ones first. `server` may be None."""
    here = os.path.dirname(os.path.abspath(__file__))
    wangge, geos = os.path.join(build, "wangge"), os.path.join(build, "bench-locate", "geos_csv")
    geopandas = os.path.join(here, "bench-locate", "geopandas_csv.py")
    n = str(threads)
    return [
        Peer("wc -l", lambda t, out: ["wc", "-l", t.rows], answers=False),
        Peer("cp", lambda t, out: ["cp", t.rows, out], answers=False),
        Peer("wangge assign, saved index",
             lambda t, out: [wangge, "assign", t.index, t.rows, "-o", out, "--tolerance", "0", "--threads", n, "-q"]),
        Peer("wangge assign, no borders",
             lambda t, out: [wangge, "assign", t.index, t.rows, "-o", out, "--tolerance", "0", "--border", "0",
                             "--threads", n, "-q"]),
        Peer("wangge assign, id and code",
             lambda t, out: [wangge, "assign", t.index, t.rows, "-o", out, "--tolerance", "0", "--codes-only",
                             "--threads", n, "-q"]),
        Peer("wangge assign, from the layer",
             lambda t, out: [wangge, "assign", t.grids, t.rows, "-o", out, "--code", "code", "--tolerance", "0",
                             "--threads", n, "-q"]),
        Peer("GEOS and GDAL in C", lambda t, out: [geos, t.grids, "code", t.rows, out, n], absent(geos)),
        PostGIS("PostGIS, grids loaded", server, missing=None if server else postgis.why_not() or "it is not running"),
        Peer("GeoPandas", lambda t, out: [python, geopandas, t.grids, "code", t.rows, out], no_geopandas(python),
             most=1_000_000, once=True),
        Spatialite("SpatiaLite, grids loaded", None, absent("spatialite"), most=1_000_000, once=True),
        Peer("ogr2ogr -dialect sqlite", ogr2ogr_command, absent("ogr2ogr"), most=10_000, once=True)]
