#!/usr/bin/python3
"""make-picture.py IN.png OUT.png - a small PNG of 96 colours, for the README.

The commonest colours are kept as they are, the others by median cut; no dithering,
which would cost bytes and show in flat areas.
"""
import sys

import numpy as np
from osgeo import gdal

gdal.UseExceptions()
EXACT, MORE = 32, 64


def palette_of(colors, counts, source):
    exact = colors[np.argsort(-counts, kind="stable")[:EXACT]]
    table = gdal.ColorTable()
    gdal.ComputeMedianCutPCT(*(source.GetRasterBand(b) for b in (1, 2, 3)), MORE, table)
    cut = [table.GetColorEntry(i)[:3] for i in range(table.GetCount())]
    return np.vstack([exact, np.array(cut, dtype=np.int32)])


def main():
    source = gdal.Open(sys.argv[1])
    pixels = source.ReadAsArray()[:3].astype(np.int32).transpose(1, 2, 0)
    colors, index, counts = np.unique(pixels.reshape(-1, 3), axis=0, return_inverse=True, return_counts=True)
    palette = palette_of(colors, counts, source)
    nearest = np.concatenate(
        [((part[:, None, :] - palette[None]) ** 2).sum(2).argmin(1) for part in np.array_split(colors, 64)]
    )
    table = gdal.ColorTable()
    for i, c in enumerate(palette):
        table.SetColorEntry(i, (int(c[0]), int(c[1]), int(c[2]), 255))
    out = gdal.GetDriverByName("MEM").Create("", source.RasterXSize, source.RasterYSize, 1)
    band = out.GetRasterBand(1)
    band.SetRasterColorTable(table)
    band.WriteArray(nearest[index].reshape(pixels.shape[:2]).astype(np.uint8))
    gdal.GetDriverByName("PNG").CreateCopy(sys.argv[2], out, options=["ZLEVEL=9"])


main()
