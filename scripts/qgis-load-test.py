#!/usr/bin/python3
"""qgis-load-test.py TOWN.db FILE... - opens grids and the workspace's tables in QGIS.

Every layer must be valid, have its features and a CRS, and draw something. Run with
QT_QPA_PLATFORM=offscreen; needs python3-qgis and qgis-providers.
"""
import os
import sqlite3
import sys

from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsDataSourceUri,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor

faults = []


def expect(name, condition, text):
    if not condition:
        faults.append(f"{name}: {text}")


def painted_share(layer):
    """Share of pixels that are not background when the layer fills a picture."""
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(layer.crs())
    settings.setExtent(layer.extent())
    settings.setOutputSize(QSize(240, 240))
    settings.setBackgroundColor(QColor("white"))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    white = QColor("white").rgb()
    pixels = [image.pixel(x, y) for x in range(0, 240, 2) for y in range(0, 240, 2)]
    return sum(p != white for p in pixels) / len(pixels), image


def judge(name, layer, features, picture=None, placed=None):
    """placed: how many have a geometry, where not all have."""
    expect(name, layer.isValid(), "QGIS cannot open it")
    if not layer.isValid():
        return
    expect(name, layer.featureCount() == features, f"{layer.featureCount()} features, not {features}")
    expect(name, layer.crs().isValid(), "has no CRS")
    read = sum(1 for f in layer.getFeatures() if f.hasGeometry() and not f.geometry().isEmpty())
    placed = features if placed is None else placed
    expect(name, read == placed, f"{read} geometries, not {placed}")
    share, image = painted_share(layer)
    expect(name, share > 0.005 or features == 0, f"draws nothing ({share:.4f} of the picture)")
    if picture:
        image.save(picture)
    print(f"{name}: {read} features, {layer.crs().authid()}, {share:.0%} painted")


def workspace_layer(path, table):
    uri = QgsDataSourceUri()
    uri.setDatabase(path)
    uri.setDataSource("", table, "geom", "", "id")
    return QgsVectorLayer(uri.uri(), table, "spatialite")


def main():
    town, files = sys.argv[1], sys.argv[2:]
    app = QgsApplication([], False)
    app.initQgis()
    db = sqlite3.connect(town)
    count = lambda table: db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    grids = count("grids")
    expect(town, grids > 0, "no grids")
    for path in files:
        judge(path, QgsVectorLayer(path, path, "ogr"), grids, path + ".qgis.png")
    for table in ("districts", "buildings", "lines", "grids"):
        judge(f"{town}:{table}", workspace_layer(town, table), count(table))
    judge(f"{town}:incidents", workspace_layer(town, "incidents"), count("incidents"),
          placed=count("incidents WHERE geom IS NOT NULL"))
    code = QgsVectorLayer(files[0], "grids", "ogr") if files else None
    if code:
        expect(files[0], code.fields().indexOf("grid_code") >= 0, "has no field grid_code")
    expect("EPSG:4490", QgsCoordinateReferenceSystem("EPSG:4490").isValid(), "is not known to QGIS")
    for text in faults:
        print("FAULT", text)
    sys.stdout.flush()
    # QGIS often crashes while Python takes its objects apart; by now all is said.
    os._exit(1 if faults else 0)


main()
