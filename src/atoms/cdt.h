/* cdt.h - constrained Delaunay triangulation of noded edges, exact.
 *
 * Half-edge h = 3t+i of triangle t runs from vertex org[h] to org[wg_cdt_next(h)],
 * triangles counter-clockwise; twin[h] is the half-edge across, WG_NO_TWIN on the
 * rim. The three last vertices (nv .. nv+2) are far-away corners that enclose all;
 * whatever touches them lies outside the input.
 *
 * Method: vertices in Hilbert order, walk and flip (Lawson 1977), constraints by
 * flipping what crosses them (Sloan 1993). in-circle tests are exact in 128-bit
 * integers. Near-linear; 60 bytes a vertex.
 */
#ifndef WG_ATOMS_CDT_H
#define WG_ATOMS_CDT_H

#include "base/ctx.h"
#include "geom/pt.h"

#define WG_NO_TWIN UINT32_MAX
#define WG_NO_CON UINT32_MAX

typedef struct wg_cdt {
  uint32_t nv, nt;
  wg_pt *v;       /* nv + 3 */
  uint32_t *org;  /* 3 * nt */
  uint32_t *twin; /* 3 * nt */
  uint32_t *con;  /* 3 * nt: number of the input edge that lies here, or WG_NO_CON */
} wg_cdt;         /* zeroed is empty */

static inline uint32_t wg_cdt_next(uint32_t h) { return h % 3 == 2 ? h - 2 : h + 1; }
static inline uint32_t wg_cdt_prev(uint32_t h) { return h % 3 == 0 ? h + 2 : h - 1; }

/* Distinct vertices v[0..nv); edge e joins edge[2e] and edge[2e+1]; edges meet at
 * common vertices only (wg_node gives that). Coordinates within 2^24 of each other
 * (168 km). WG_ERR_NOMEM, or WG_ERR_INTERNAL when the input breaks these rules. */
wg_status wg_cdt_build(const wg_pt *v, uint32_t nv, const uint32_t *edge, uint32_t ne, wg_cdt *out);
void wg_cdt_free(wg_cdt *t);

#endif
