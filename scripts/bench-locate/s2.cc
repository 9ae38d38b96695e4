// The engine is S2. Its edges are arcs on the sphere, ours straight in longitude and latitude: points
// within some micrometres of a border may come out otherwise.
#include "engine.h"
#include "grids.h"

#include <ogr_geometry.h>
#include <s2/mutable_s2shape_index.h>
#include <s2/s2contains_point_query.h>
#include <s2/s2latlng.h>
#include <s2/s2lax_polygon_shape.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <vector>

using Loop = std::vector<S2Point>;

static grids all;
static MutableS2ShapeIndex tree;

static Loop loop_of(const OGRLinearRing *ring, bool hole) {
  Loop loop;
  for (int i = 0; i + 1 < ring->getNumPoints(); i++)
    loop.push_back(S2LatLng::FromDegrees(ring->getY(i), ring->getX(i)).ToPoint());
  if (ring->isClockwise() != hole) std::reverse(loop.begin(), loop.end());
  return loop;
}

static void add_loops(const OGRPolygon *polygon, std::vector<Loop> *loops) {
  loops->push_back(loop_of(polygon->getExteriorRing(), false));
  for (int i = 0; i < polygon->getNumInteriorRings(); i++)
    loops->push_back(loop_of(polygon->getInteriorRing(i), true));
}

static std::vector<Loop> loops_of(const grid &grid) {
  OGRGeometry *geometry = nullptr;
  std::vector<Loop> loops;
  OGRGeometryFactory::createFromWkb(grid.wkb, nullptr, &geometry, grid.wkb_size);
  if (!geometry) abort();
  if (wkbFlatten(geometry->getGeometryType()) == wkbMultiPolygon)
    for (const OGRPolygon *part : *geometry->toMultiPolygon()) add_loops(part, &loops);
  else
    add_loops(geometry->toPolygon(), &loops);
  delete geometry;
  return loops;
}

void engine_open(const char *path, const char *code_field) {
  all = grids_read(path, code_field);
  for (size_t i = 0; i < all.count; i++) // shape ids rise by one, like the codes
    tree.Add(std::make_unique<S2LaxPolygonShape>(loops_of(all.item[i])));
  tree.ForceBuild();
}

void engine_locate(const double *xy, size_t n, uint32_t *grid) {
  S2ContainsPointQueryOptions options(S2VertexModel::CLOSED);
  auto query = MakeS2ContainsPointQuery(&tree, options);
  for (size_t i = 0; i < n; i++) {
    uint32_t best = static_cast<uint32_t>(ENGINE_NONE);
    S2Point point = S2LatLng::FromDegrees(xy[2 * i + 1], xy[2 * i]).ToPoint();
    query.VisitContainingShapes(point, [&best](S2Shape *shape) {
      best = std::min(best, static_cast<uint32_t>(shape->id()));
      return true;
    });
    grid[i] = best;
  }
}

const char *engine_code(uint32_t grid) { return all.item[grid].code; }
