"""A PostGIS server of one's own, in a folder that goes away with it."""
import glob, os, pwd, shutil, subprocess, tempfile

SETTINGS = {"listen_addresses": "''", "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off",
            "wal_level": "minimal", "max_wal_senders": "0", "max_wal_size": "16GB", "autovacuum": "off",
            "jit": "off", "shared_buffers": "1GB", "work_mem": "512MB", "maintenance_work_mem": "1GB"}

TABLE = """create unlogged table incidents (
  id text, reported_at text, lng float8, lat float8, category text, street text, description text,
  geom geometry(Point, 4490) generated always as (ST_SetSRID(ST_MakePoint(lng, lat), 4490)) stored)"""
COLUMNS = "id, reported_at, lng, lat, category, street, description"

# The points get an index and the polygons none, so that the join goes polygon after polygon and prepares
# each once: four to ten times as fast as asking for the polygons of each point.
JOIN = ["create index on incidents using gist (geom)", "analyze incidents",
        """create unlogged table hits as select i.id, min(g.code) as grid_code
             from grids g join incidents i on ST_Covers(g.geom, i.geom) group by i.id""",
        "analyze hits"]
COPY_OUT = f"""copy (select {', '.join('i.' + c for c in COLUMNS.split(', '))}, h.grid_code
                      from incidents i left join hits h using (id)) to stdout csv header"""


def programs():
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"))
    return os.path.dirname(found[-1]) if found else None


def why_not():
    """The reason why there can be no server; None if there can."""
    if not programs():
        return "postgresql is not installed"
    if not glob.glob("/usr/share/postgresql/*/extension/postgis.control"):
        return "postgis is not installed"
    try:
        pwd.getpwnam("postgres")
    except KeyError:
        return None if os.geteuid() else "root needs the user postgres to run it"
    return None


class Server:
    """Started by `with`; the processes are another user's where this one is root."""

    def __init__(self, folder, threads):
        self.data, self.bin = os.path.join(folder, "postgres"), programs()
        self.settings = {**SETTINGS, "max_parallel_workers_per_gather": str(max(0, threads - 1))}
        self.user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []

    def __enter__(self):
        self.sockets = tempfile.mkdtemp(prefix="pg-")  # a socket's path must be short
        os.makedirs(self.data)
        if self.user:
            for folder in (self.data, self.sockets):
                shutil.chown(folder, "postgres", "postgres")
        options = " ".join(f"-c {name}={value}" for name, value in self.settings.items())
        try:
            self.call(["initdb", "-D", self.data, "-A", "trust", "--locale=C", "-E", "UTF8", "-N"])
            self.call(["pg_ctl", "-D", self.data, "-w", "-l", os.path.join(self.data, "log"),
                       "-o", f"-k {self.sockets} {options}", "start"])
            self.sql("create extension postgis")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        subprocess.run([*self.user, f"{self.bin}/pg_ctl", "-D", self.data, "-m", "immediate", "-w", "stop"],
                       cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        shutil.rmtree(self.data, ignore_errors=True)
        shutil.rmtree(self.sockets, ignore_errors=True)

    def call(self, command, **more):
        done = subprocess.run([*self.user, f"{self.bin}/{command[0]}", *command[1:]], cwd="/",
                              stderr=subprocess.PIPE, **{"stdout": subprocess.DEVNULL, **more})
        if done.returncode != 0:
            raise RuntimeError(f"{command[0]}: {done.stderr.decode(errors='replace').strip()[-300:]}")

    def sql(self, *statements, **more):
        commands = [part for s in statements for part in ("-c", s)]
        self.call(["psql", "-h", self.sockets, "-qX", "-v", "ON_ERROR_STOP=1", "postgres", *commands], **more)

    def load_grids(self, path):
        """The layer as a table; its field `code` stays a column."""
        dump = subprocess.Popen(["ogr2ogr", "-f", "PGDump", "/vsistdout/", path, "-nln", "grids", "-lco",
                                 "GEOMETRY_NAME=geom", "-lco", "CREATE_SCHEMA=OFF", "-lco", "SRID=4490",
                                 "-lco", "SPATIAL_INDEX=NONE"],
                                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.sql("drop table if exists grids")
        self.call(["psql", "-h", self.sockets, "-qX", "-v", "ON_ERROR_STOP=1", "postgres"], stdin=dump.stdout)
        if dump.wait() != 0:
            raise RuntimeError("ogr2ogr could not read the grids")
        self.sql("analyze grids")

    def assign(self, source, target):
        """COPY in, join, COPY out."""
        self.sql("drop table if exists incidents, hits", TABLE)
        with open(source, "rb") as rows:
            self.sql(f"copy incidents ({COLUMNS}) from stdin csv header", stdin=rows)
        self.sql(*JOIN)
        with open(target, "wb") as out:
            self.sql(COPY_OUT, stdout=out)
