#include "read/declared.h"

/* Rows by the plain type, columns: plain, with Z, with M, with both. */
#define ROW(name) \
  { name, name " z", name " m", name " zm" }
static const char *const names[][4] = {
    ROW("any geometry"), ROW("point"),           ROW("linestring"),    ROW("polygon"),
    ROW("multipoint"),   ROW("multilinestring"), ROW("multipolygon"),  ROW("geometry collection"),
    ROW("circular arc"), ROW("compound curve"),  ROW("curve polygon"), ROW("multicurve"),
    ROW("multisurface"), ROW("curve"),           ROW("surface"),       ROW("polyhedral surface"),
    ROW("tin"),          ROW("triangle")};

const char *wg_declared_geometry(OGRwkbGeometryType type) {
  uint32_t t = (uint32_t)type, old = t & 0x80000000u;
  t &= 0x7fffffffu;
  if (t == (uint32_t)wkbNone) return "no geometry";
  uint32_t plain = t % 1000, column = t / 1000;
  if (old) column = 1;
  if (plain >= sizeof names / sizeof *names || column > 3) return "any geometry";
  return names[plain][column];
}
