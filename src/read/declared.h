/* declared.h - the kind of geometry that a layer says it has, in words. */
#ifndef WG_READ_DECLARED_H
#define WG_READ_DECLARED_H

#include "read/gdal.h"

/* "polygon", "multilinestring zm", "any geometry", "no geometry", ... */
const char *wg_declared_geometry(OGRwkbGeometryType type);

#endif
