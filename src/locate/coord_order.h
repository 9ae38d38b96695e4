/* coord_order.h - which number stands first where one cell holds both. */
#ifndef WG_LOCATE_COORD_ORDER_H
#define WG_LOCATE_COORD_ORDER_H

typedef enum wg_coord_order {
  WG_COORD_LNG_LAT, /* x first */
  WG_COORD_LAT_LNG
} wg_coord_order;

#endif
