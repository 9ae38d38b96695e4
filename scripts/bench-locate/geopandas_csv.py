"""GRIDS CODE-FIELD IN.csv OUT.csv: the same with GeoPandas. Of several grids the lowest code."""
import sys

import geopandas
import pandas

grids_path, field, source, target = sys.argv[1:]
grids = geopandas.read_file(grids_path)[[field, "geometry"]].rename(columns={field: "grid_code"})
rows = pandas.read_csv(source, dtype=str, keep_default_na=False)
places = geopandas.points_from_xy(rows["lng"].astype(float), rows["lat"].astype(float), crs=grids.crs)
joined = geopandas.sjoin(geopandas.GeoDataFrame(rows, geometry=places), grids, how="left",
                         predicate="intersects")
if joined.index.has_duplicates:
    joined = joined.sort_values("grid_code", kind="stable")
    joined = joined[~joined.index.duplicated()].sort_index()
joined.drop(columns=["geometry", "index_right"]).to_csv(target, index=False)
