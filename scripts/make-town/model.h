/* The finished town in memory: rings of points and one record a feature. */
#ifndef TOWN_MODEL_H
#define TOWN_MODEL_H

#include <stddef.h>
#include <stdint.h>

enum { NAME_BYTES = 48 };

struct pt {
  double x, y;
};

struct ring {
  uint32_t first, count;
  int starts_part; /* 0 for a hole of the part before it */
};

/* Rings ring .. ring+count-1; count 0 is an empty geometry. */
struct shape {
  uint32_t ring, count;
};

enum use { USE_HOME, USE_SHOP, USE_WORKS, USE_SCHOOL, USE_MARKET };

struct building {
  struct shape shape;
  char estate[NAME_BYTES];
  char block_no[16];
  uint32_t id, lot;
  int households, dwellings, floors, people, shops;
  enum use use;
  int spare; /* may be left out to meet the number asked for */
};

enum road_class { ROAD_EXPRESS, ROAD_MAIN, ROAD_SECOND, ROAD_LOCAL, ROAD_ESTATE, ROAD_FOOT };

struct road {
  struct shape shape;
  char name[NAME_BYTES];
  enum road_class class;
  int layer, bridge, tunnel, oneway;
};

/* Water, walls, railways and zones: a name, a kind, and for lines a level. */
struct thing {
  struct shape shape;
  char name[NAME_BYTES];
  const char *kind;
  int layer, bridge;
};

struct district {
  struct shape shape;
  char code[16], name[NAME_BYTES], street[NAME_BYTES];
};

struct things {
  struct thing *item;
  size_t count, cap;
};

struct model {
  struct pt *pts;
  size_t pt_count, pt_cap;
  struct ring *rings;
  size_t ring_count, ring_cap;
  struct building *buildings;
  size_t building_count, building_cap;
  struct road *roads;
  size_t road_count, road_cap;
  struct district *districts;
  size_t district_count, district_cap;
  struct things water, walls, railways, zones;
};

/* Makes room for one more item; stops the program when memory is out. */
void *grow(void *items, size_t count, size_t *cap, size_t size);

/* Points are added to the ring opened last. */
void open_ring(struct model *model, int starts_part);
void add_point(struct model *model, struct pt pt);
void close_ring(struct model *model);

/* Shape over all the rings added since `first_ring`. */
struct shape shape_since(const struct model *model, size_t first_ring);

struct building *add_building(struct model *model);
struct road *add_road(struct model *model);
struct district *add_district(struct model *model);
struct thing *add_thing(struct things *things);

/* Forgets all features but keeps the memory. */
void clear_model(struct model *model);
void free_model(struct model *model);

#endif
