#!/usr/bin/python3
"""spoil-grids.py FAULT IN.gpkg OUT.gpkg - copies grids with one fault in them.

missing: one grid left out      shifted: one grid 1 m further east
swollen: one vertex 1 m off     doubled: one grid twice, under another code
code:    two grids with one code
"""
import sys

from osgeo import ogr

ogr.UseExceptions()
what, source_path, target_path = sys.argv[1:4]
source = ogr.Open(source_path)
layer = source.GetLayer(0)
driver = ogr.GetDriverByName("GPKG")
target = driver.CreateDataSource(target_path)
out = target.CreateLayer("grids", layer.GetSpatialRef(), ogr.wkbPolygon)
for i in range(layer.GetLayerDefn().GetFieldCount()):
    out.CreateField(layer.GetLayerDefn().GetFieldDefn(i))


def moved(geom, dx, only=None):
    ring = geom.GetGeometryRef(0)
    n = ring.GetPointCount()
    for i in range(n):
        if only is None or i % (n - 1) == only:
            x, y = ring.GetPoint(i)[:2]
            ring.SetPoint_2D(i, x + dx, y)
    return geom


rows = [(dict(f.items()), f.GetGeometryRef().Clone()) for f in layer]
k = len(rows) // 2
if what == "missing":
    del rows[k]
elif what == "shifted":
    moved(rows[k][1], 1.0)
elif what == "swollen":
    moved(rows[k][1], 1.0, only=1)
elif what == "doubled":
    rows.append(({**rows[k][0], "grid_code": "999999999999001"}, rows[k][1].Clone()))
elif what == "code":
    rows[k][0]["grid_code"] = rows[k - 1][0]["grid_code"]
else:
    sys.exit(f"spoil-grids: unknown fault '{what}'")

for items, geom in rows:
    f = ogr.Feature(out.GetLayerDefn())
    for name, value in items.items():
        if value is not None:
            f.SetField(name, value)
    f.SetGeometry(geom)
    out.CreateFeature(f)
