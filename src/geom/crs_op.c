#include <string.h>

#include "geom/crs_pj.h"

/* Beginnings of the names of datums that realise the ITRS, so that a null shift
 * between any two errs by their realisation and epoch only. */
static const char *const modern[] = {"World Geodetic System 1984",
                                     "WGS",
                                     "China 2000",
                                     "European Terrestrial Reference",
                                     "ETRF",
                                     "EUREF",
                                     "North American Datum 1983",
                                     "NAD83",
                                     "Geocentric Datum of Australia",
                                     "Australian Terrestrial Reference",
                                     "New Zealand Geodetic Datum 2000",
                                     "Taiwan Datum 1997",
                                     "Taiwan Datum 2020",
                                     "Japanese Geodetic Datum",
                                     "Geocentric datum of Korea",
                                     "Korea 2000",
                                     "Korean Geodetic Datum 2002",
                                     "Sistema de Referencia Geocentrico",
                                     "SIRGAS",
                                     "Marco Geocentrico Nacional",
                                     "Posiciones Geodesicas Argentinas 2007",
                                     "Mexico ITRF",
                                     "International Terrestrial Reference",
                                     "ITRF",
                                     "IGS",
                                     "IGb",
                                     "Parametry Zemli 1990",
                                     "Parametrop Zemp 1990",
                                     "PZ-90",
                                     "Geodezicheskaya Sistema Koordinat",
                                     "Reseau Geodesique Francais 1993",
                                     "Reseau Geodesique de",
                                     "Swiss Terrestrial Reference",
                                     "IRENET95",
                                     "Rete Dinamica Nazionale",
                                     "Estonia 1997",
                                     "Latvia 1992",
                                     "LKS",
                                     "Lithuania 1994",
                                     "Hartebeesthoek94",
                                     "Israel Geodetic Datum 2005",
                                     "Datum Geodesi Nasional",
                                     "Sistem Referensi Geospasial Indonesia",
                                     "Geocentric Datum Brunei Darussalam",
                                     "Geodetic Datum of Malaysia",
                                     "SVY21",
                                     "Vietnam 2000",
                                     "Lao National Datum 1997",
                                     "Turkish National Reference Frame",
                                     "Saudi Arabia National Spatial Reference",
                                     "Kazakhstan",
                                     "MONREF",
                                     "Tonga",
                                     "Papua New Guinea Geodetic Datum 1994"};

static bool is_modern(PJ_CONTEXT *pc, const PJ *crs, char *name, size_t cap) {
  wg_pj_datum_name(pc, crs, name, cap);
  for (size_t i = 0; i < sizeof modern / sizeof *modern; i++)
    if (strncmp(name, modern[i], strlen(modern[i])) == 0) return true;
  return false;
}

/* Datums of China whose published parameters hold for oil fields only, while
 * PROJ would use them everywhere; a bound CRS brings its own and is fine. */
static bool local_parameters_only(PJ_CONTEXT *pc, const PJ *crs) {
  char name[128];
  wg_pj_datum_name(pc, crs, name, sizeof name);
  return strcmp(name, "Beijing 1954") == 0 || strcmp(name, "Xian 1980") == 0 ||
         strcmp(name, "New Beijing") == 0;
}

bool wg_pj_same_datum(PJ_CONTEXT *pc, const PJ *a, const PJ *b) {
  char na[128], nb[128];
  wg_pj_datum_name(pc, a, na, sizeof na);
  wg_pj_datum_name(pc, b, nb, sizeof nb);
  return na[0] && strcmp(na, nb) == 0;
}

PJ *wg_pj_any_operation(PJ_CONTEXT *pc, const PJ *from, const PJ *to, bool ballpark) {
  const char *const options[] = {ballpark ? "ALLOW_BALLPARK=YES" : "ALLOW_BALLPARK=NO", NULL};
  PJ *op = proj_create_crs_to_crs_from_pj(pc, from, to, NULL, options);
  if (op) wg_pj_replace(&op, proj_normalize_for_visualization(pc, op));
  return op;
}

static wg_status refuse(wg_ctx *ctx, const PJ *from, const PJ *to) {
  return wg_fail(
      ctx, WG_ERR_DATA,
      "\"%s\" to \"%s\": no published parameters join their datums, so the result could "
      "be off by 100 m; give the parameters to import with --source-crs @FILE, or accept "
      "the error with --allow-ballpark",
      proj_get_name(from), proj_get_name(to));
}

wg_status wg_pj_operation(wg_ctx *ctx, PJ_CONTEXT *pc, const PJ *from, const PJ *to,
                          bool allow_ballpark, PJ **out) {
  char a[128], b[128];
  bool doubtful = !wg_pj_same_datum(pc, from, to) &&
                  (local_parameters_only(pc, from) || local_parameters_only(pc, to));
  *out = doubtful ? NULL : wg_pj_any_operation(pc, from, to, false);
  if (*out) return WG_OK;
  bool harmless = is_modern(pc, from, a, sizeof a) & is_modern(pc, to, b, sizeof b);
  if (!harmless && !allow_ballpark) return refuse(ctx, from, to);
  *out = wg_pj_any_operation(pc, from, to, true);
  if (!*out)
    return wg_fail(ctx, WG_ERR_DATA,
                   "\"%s\" to \"%s\": PROJ knows no way between them; "
                   "transform the data first",
                   proj_get_name(from), proj_get_name(to));
  if (strcmp(a, b) != 0)
    wg_log(ctx, harmless ? WG_LOG_INFO : WG_LOG_WARN,
           "\"%s\" to \"%s\": taken as the same datum, %s", proj_get_name(from), proj_get_name(to),
           harmless ? "they differ by 1 to 2 m at most"
                    : "as --allow-ballpark says; may be off by 100 m");
  return WG_OK;
}
