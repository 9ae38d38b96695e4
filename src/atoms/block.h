/* block.h - one block with its footprints, triangulated (inside of cut.c). */
#ifndef WG_ATOMS_BLOCK_H
#define WG_ATOMS_BLOCK_H

#include "atoms/cdt.h"
#include "plane/linework.h"
#include "plane/plane.h"

#define WG_NOBODY UINT32_MAX

/* Sources of the local linework: 0 the block's border, 1 + i footprint i, 1 + n a
 * dead end inside the block. */
typedef struct wg_block {
  uint32_t n; /* footprints, numbered as in the caller's list */
  wg_noded lines;
  wg_cdt cdt;
  uint32_t *set_at;  /* per triangle: sources that cover it ... */
  uint32_t *set_len; /* ... ascending, in set_src */
  wg_u32vec set_src;
  uint32_t *owner; /* per vertex: the lowest footprint whose wall touches it, or WG_NOBODY */
} wg_block;        /* zeroed is empty */

wg_status wg_block_build(const wg_town *t, const wg_plane *p, uint32_t face,
                         const uint32_t *building, uint32_t n, wg_block *out);
void wg_block_free(wg_block *b);

/* Does triangle t lie in the block; its lowest footprint, or WG_NOBODY in free space. */
static inline bool wg_block_inside(const wg_block *b, uint32_t t) {
  return b->set_len[t] > 0 && b->set_src.v[b->set_at[t]] == 0;
}
static inline uint32_t wg_block_footprint(const wg_block *b, uint32_t t) {
  return b->set_len[t] > 1 ? b->set_src.v[b->set_at[t] + 1] - 1 : WG_NOBODY;
}
/* Does constraint c run along a dead end? */
bool wg_block_is_path(const wg_block *b, uint32_t c);

#endif
