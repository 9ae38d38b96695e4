#include "blocks.h"
#include "campus.h"
#include "estates.h"
#include "village.h"

/* One building of more than 600 households in so many blocks of towers. */
enum { GIANT_EVERY = 40 };

static void build_block(struct site *site, int giant) {
  switch (site->block->type) {
    case BLOCK_SLABS: build_slabs(site); break;
    case BLOCK_TOWERS: build_towers(site, giant); break;
    case BLOCK_OLD: build_old(site); break;
    case BLOCK_VILLAGE: build_village(site); break;
    case BLOCK_MARKET: build_market(site); break;
    case BLOCK_SCHOOL: build_school(site); break;
    case BLOCK_PARK: build_park(site); break;
    case BLOCK_WORKS: build_works(site); break;
  }
}

void build_blocks(const struct plan *plan, struct model *model) {
  int wide_towers = 0;
  for (uint32_t i = 0; i < plan->block_count; i++) {
    struct site site = open_site(plan, model, i);
    int wide = plan->blocks[i].type == BLOCK_TOWERS && site.w > 150;
    build_block(&site, wide && wide_towers % GIANT_EVERY == 0);
    wide_towers += wide;
  }
  for (size_t i = 0; i < model->building_count; i++) model->buildings[i].id = (uint32_t)i + 1;
}
