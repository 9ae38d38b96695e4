#!/usr/bin/python3
"""verify-grids.py GRIDS.gpkg TOWN.db - a second opinion on a coverage, by Shapely.

GRIDS is in metres. Nothing here comes from wangge: polygons are valid, pairs do not
overlap, every inner edge is used once in each direction, each grid lies in the
district that its code names, and the households of the buildings add up.
"""
import sqlite3
import sys
from collections import Counter, defaultdict

import shapely.geometry
import shapely.wkb
from osgeo import ogr
from shapely.ops import unary_union

ogr.UseExceptions()
faults = []


def fault(text):
    faults.append(text)


def read(path, layer=0):
    source = ogr.Open(path)
    rows = []
    for f in source.GetLayer(layer):
        geom = shapely.wkb.loads(bytes(f.GetGeometryRef().ExportToWkb()))
        rows.append((f.items(), geom))
    return rows


def near(geoms):
    """Pairs (i, indices of geoms whose boxes meet the box of geoms[i]) by a sweep in x."""
    boxes = [g.bounds for g in geoms]
    order = sorted(range(len(geoms)), key=lambda i: boxes[i][0])
    pairs = defaultdict(list)
    active = []
    for i in order:
        active = [j for j in active if boxes[j][2] >= boxes[i][0]]
        for j in active:
            if boxes[j][1] <= boxes[i][3] and boxes[i][1] <= boxes[j][3]:
                pairs[i].append(j)
                pairs[j].append(i)
        active.append(i)
    return pairs


def rings(polygon):
    return [polygon.exterior, *polygon.interiors]


def check_polygons(grids):
    for items, g in grids:
        code = items["grid_code"]
        if g.geom_type != "Polygon":
            fault(f"{code}: is a {g.geom_type}")
        if not g.is_valid:
            fault(f"{code}: is not valid")
        if g.area < 1:
            fault(f"{code}: has {g.area} m2")


def check_overlaps(grids):
    geoms = [g for _, g in grids]
    for i, others in near(geoms).items():
        for j in others:
            if j > i and (area := geoms[i].intersection(geoms[j]).area) > 1e-6:
                fault(f"{grids[i][0]['grid_code']} and {grids[j][0]['grid_code']} share {area} m2")


def check_edges(grids):
    """Every edge once a direction; what has no partner is the outline, which must be closed."""
    used = Counter()
    for _, g in grids:
        for r in rings(shapely.geometry.polygon.orient(g)):
            used.update(zip(r.coords, r.coords[1:]))
    for edge, n in used.items():
        if n > 1:
            fault(f"edge {edge} is used {n} times the same way")
    outline = [e for e in used if (e[1], e[0]) not in used]
    length = sum(shapely.geometry.LineString(e).length for e in outline)
    union = unary_union([g for _, g in grids])
    if abs(length - union.length) > 1e-3:
        fault(f"edges without partner: {length} m, outline of the union: {union.length} m")


def check_districts(grids, town):
    area = defaultdict(float)
    for items, g in grids:
        area[items["parent_code"]] += g.area
    for items, d in read(town, "districts"):
        mine = area.pop(items["code"], 0.0)
        # The districts' own borders have slivers and are drawn beside the roads they mean.
        if abs(mine - d.area) > 0.02 * d.area:
            fault(f"district {items['code']}: {d.area} m2, its grids {mine} m2")
    for code in area:
        fault(f"no district has the code {code}")


def check_households(grids, town):
    declared = {i["grid_code"]: i["households"] for i, _ in grids}
    db = sqlite3.connect(town)
    counted = Counter(dict.fromkeys(declared, 0))
    for code, n in db.execute(
        "SELECT g.grid_code, sum(b.households) FROM buildings b JOIN building_grid g USING (id) GROUP BY 1"
    ):
        counted[code] = n
    if dict(counted) != declared:
        fault("households of the buildings do not add up to the grids'")
    lost = db.execute("SELECT count(*) FROM buildings WHERE id NOT IN (SELECT id FROM building_grid)").fetchone()[0]
    if lost:
        fault(f"{lost} buildings have no grid")


def check_buildings(grids, town):
    buildings = read(town, "buildings")
    geoms = [g for _, g in grids] + [b for _, b in buildings]
    meets = near(geoms)
    for k, (items, b) in enumerate(buildings, start=len(grids)):
        hits = [j for j in meets[k] if j < len(grids) and geoms[j].intersection(b).area > 0.05]
        if len(hits) > 1:
            fault(f"building {items['building_id']} lies in {len(hits)} grids")


def main():
    path, town = sys.argv[1:3]
    grids = read(path)
    if not grids:
        fault("no grid at all")
    check_polygons(grids)
    check_overlaps(grids)
    check_edges(grids)
    check_districts(grids, town)
    check_households(grids, town)
    check_buildings(grids, town)
    for text in faults[:20]:
        print(text)
    print(f"{len(grids)} grids, {len(faults)} faults")
    return 1 if faults else 0


sys.exit(main())
