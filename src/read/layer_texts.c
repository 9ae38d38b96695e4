#include "read/layer_texts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "read/byrole.h"
#include "read/gdal.h"
#include "read/ogr_log.h"

enum { RECORDS_READ = 20000 };

void wg_texts_raw(const char *encoding) {
  CPLSetThreadLocalConfigOption("SHAPE_ENCODING", encoding);
}

void wg_texts_free(wg_texts *t) { wg_decoder_close(&t->decoder); }

/* ---- reading over ---------------------------------------------------------------- */

static bool add_names(OGRFeatureDefnH d, wg_encoding_evidence *e) {
  for (int i = 0; i < OGR_FD_GetFieldCount(d); i++) {
    const char *name = OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(d, i));
    if (!wg_evidence_add(e, name, strlen(name))) return false;
  }
  return true;
}

static bool is_text(OGRFieldType t) {
  return t == OFTString || t == OFTStringList || t == OFTWideString;
}

static bool add_values(OGRFeatureDefnH d, OGRFeatureH f, wg_encoding_evidence *e) {
  for (int i = 0; i < OGR_FD_GetFieldCount(d); i++) {
    if (!is_text(OGR_Fld_GetType(OGR_FD_GetFieldDefn(d, i)))) continue;
    if (!OGR_F_IsFieldSetAndNotNull(f, i)) continue;
    const char *text = OGR_F_GetFieldAsString(f, i);
    if (!wg_evidence_add(e, text, strlen(text))) return false;
  }
  return true;
}

static bool add_records(OGRLayerH l, wg_encoding_evidence *e) {
  OGRFeatureDefnH d = OGR_L_GetLayerDefn(l);
  bool random = OGR_L_TestCapability(l, OLCFastSetNextByIndex);
  int64_t total = random ? OGR_L_GetFeatureCount(l, FALSE) : 0, step = total / RECORDS_READ + 1;
  bool ok = true;
  for (int64_t k = 0; ok && k < RECORDS_READ && !wg_evidence_full(e); k++) {
    if (step > 1 && OGR_L_SetNextByIndex(l, k * step) != OGRERR_NONE) break;
    OGRFeatureH f = OGR_L_GetNextFeature(l);
    if (!f) break;
    ok = add_values(d, f, e);
    OGR_F_Destroy(f);
  }
  return ok;
}

/* Geometries are left aside where the format can do so. What is wrong with the file is told when it
 * is read in earnest. */
static bool read_over(wg_ctx *ctx, const char *spec, OGRLayerH l, wg_encoding_evidence *e) {
  const char *skip[] = {"OGR_GEOMETRY", NULL};
  wg_ogr_log unheard = {.warnings = 1000};
  wg_ogr_log_push(&unheard, ctx, spec);
  bool aside = OGR_L_TestCapability(l, OLCIgnoreFields);
  if (aside) OGR_L_SetIgnoredFields(l, skip);
  bool ok = add_names(OGR_L_GetLayerDefn(l), e) && add_records(l, e);
  if (aside) OGR_L_SetIgnoredFields(l, NULL);
  OGR_L_ResetReading(l);
  wg_ogr_log_pop();
  return ok;
}

/* ---- what the file says ------------------------------------------------------------ */

typedef struct declared {
  char name[WG_ENCODING_NAME]; /* "": nothing */
  char words[64];              /* "its .cpg says \"UTF-8\"" */
} declared;

/* The first line of a .cpg, as text that may stand in a message. */
static void tidy(const char *cpg, char to[24]) {
  size_t n = 0;
  while (*cpg && *cpg != '\n' && *cpg != '\r' && n < 23) {
    to[n++] = *cpg >= ' ' && *cpg < 127 ? *cpg : '?';
    cpg++;
  }
  while (n && to[n - 1] == ' ') n--;
  to[n] = 0;
}

static declared what_it_says(OGRLayerH l) {
  declared d = {{0}, {0}};
  const char *cpg = GDALGetMetadataItem(l, "CPG_VALUE", "SHAPEFILE");
  const char *ldid = GDALGetMetadataItem(l, "LDID_VALUE", "SHAPEFILE");
  if (cpg && *cpg) {
    char text[24];
    tidy(cpg, text);
    snprintf(d.words, sizeof d.words, "its .cpg says \"%s\"", text);
    wg_encoding_named(text, d.name);
    return d;
  }
  unsigned id = ldid ? (unsigned)strtoul(ldid, NULL, 10) : 0;
  const char *name = wg_encoding_of_ldid(id);
  if (!name) return d;
  snprintf(d.words, sizeof d.words, "its .dbf says %s (0x%02x)", name, id);
  snprintf(d.name, sizeof d.name, "%s", name);
  return d;
}

/* ---- deciding ---------------------------------------------------------------------- */

/* These cannot hold anything else, or are read in pieces that cannot be read over. */
static bool always_utf8(const char *driver) {
  static const char *const names[] = {"OSM",    "PostgreSQL", "OpenFileGDB", "KML",
                                      "LIBKML", "GML",        "GPX"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strcmp(driver, names[i]) == 0) return true;
  return false;
}

/* By its standard; an encoding given for all layers is not for it. */
static bool utf8_by_standard(const char *driver) {
  static const char *const names[] = {"GPKG",     "SQLite",     "GeoJSON",
                                      "TopoJSON", "GeoJSONSeq", "FlatGeobuf"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strcmp(driver, names[i]) == 0) return true;
  return always_utf8(driver);
}

static void take(wg_texts *t, const char *name, const char *why) {
  t->is = (wg_encoding_verdict){.certainty = WG_ENCODING_SURE};
  snprintf(t->is.name, sizeof t->is.name, "%s", name);
  snprintf(t->is.why, sizeof t->is.why, "%s", why);
}

static void tell(wg_ctx *ctx, const char *role, const char *spec, const declared *d,
                 const wg_texts *t) {
  const wg_encoding_verdict *v = &t->is;
  if (v->certainty == WG_ENCODING_PLAIN) return;
  bool unknown = *d->words && !*d->name;
  if (v->contradicts || unknown)
    wg_log(ctx, WG_LOG_WARN,
           "\"%s\" (%s): %s, but the texts are taken for %s: %s; if names look wrong, give the "
           "right one with --encoding",
           spec, role, d->words, v->name, v->why);
  else if (v->certainty == WG_ENCODING_THIN)
    wg_log(ctx, WG_LOG_WARN,
           "\"%s\" (%s): the texts are taken for %s on little evidence: %s; if names look "
           "wrong, give the right one with --encoding",
           spec, role, v->name, v->why);
  else if (strcmp(v->name, "UTF-8") != 0)
    wg_log(ctx, WG_LOG_INFO, "\"%s\" (%s): the texts are in %s: %s", spec, role, v->name, v->why);
}

static wg_status no_such(wg_ctx *ctx, const char *given) {
  return wg_fail(
      ctx, WG_ERR_USAGE,
      "no encoding is called \"%.40s\"; give GB18030, GBK, UTF-8, Big5, EUC-KR, CP1252 or "
      "another name that iconv knows",
      given);
}

wg_status wg_encodings_check(wg_ctx *ctx, const char *const *list, size_t n) {
  WG_TRY(wg_by_role_check(ctx, "encoding", list, n));
  for (size_t i = 0; i < n; i++) {
    const char *sign = strchr(list[i], '='), *given = sign ? sign + 1 : list[i];
    char name[WG_ENCODING_NAME];
    if (!wg_encoding_named(given, name)) return no_such(ctx, given);
  }
  return WG_OK;
}

static void tell_unheard(wg_ctx *ctx, const char *role, const char *spec, const char *given) {
  wg_log(ctx, WG_LOG_INFO,
         "\"%s\" (%s): the format is in UTF-8 by its standard, so --encoding %.40s is not for it",
         spec, role, given);
}

static wg_status decide(wg_ctx *ctx, const char *role, const char *spec, const wg_source *src,
                        const char *given, wg_texts *t) {
  const char *driver = GDALGetDriverShortName(GDALGetDatasetDriver(src->ds));
  wg_encoding_evidence e = {0};
  declared d = {{0}, {0}};
  t->shapefile = strcmp(driver, "ESRI Shapefile") == 0;
  if (given && !utf8_by_standard(driver)) {
    char name[WG_ENCODING_NAME];
    if (!wg_encoding_named(given, name)) return no_such(ctx, given);
    take(t, name, "--encoding says so");
    return WG_OK;
  }
  if (given) tell_unheard(ctx, role, spec, given);
  if (always_utf8(driver)) {
    take(t, "UTF-8", "the format is in UTF-8");
    return WG_OK;
  }
  if (t->shapefile) d = what_it_says(src->layer);
  bool ok = read_over(ctx, spec, src->layer, &e);
  if (ok) wg_encoding_decide(&e, *d.name ? d.name : NULL, &t->is);
  wg_evidence_free(&e);
  if (!ok) return wg_nomem(ctx);
  bool as_it_should = utf8_by_standard(driver) && strcmp(t->is.name, "UTF-8") == 0;
  if (as_it_should) t->is.certainty = WG_ENCODING_SURE; /* few texts are enough then */
  tell(ctx, role, spec, &d, t);
  return WG_OK;
}

wg_status wg_texts_find(wg_ctx *ctx, const char *role, const char *spec, const wg_source *src,
                        const char *given, wg_texts *out) {
  *out = (wg_texts){0};
  WG_TRY(decide(ctx, role, spec, src, given, out));
  bool plain = strcmp(out->is.name, "ASCII") == 0;
  if (wg_decoder_open(&out->decoder, plain ? "UTF-8" : out->is.name)) return WG_OK;
  return wg_fail(ctx, WG_ERR_DATA,
                 "\"%s\" (%s): this system cannot read %s; install the C library's "
                 "character sets, or convert the file to UTF-8",
                 spec, role, out->is.name);
}

/* ---- single texts ------------------------------------------------------------------ */

bool wg_texts_decode(const wg_texts *t, const char *raw, uint64_t feature, wg_text *out,
                     wg_text_damage *count) {
  wg_decoded how;
  if (!wg_decode(&t->decoder, raw, strlen(raw), out, &how)) return false;
  if (count->feature == feature) return true;
  count->feature = feature;
  count->bad += how.bad > 0;
  count->cut += how.cut;
  return true;
}

void wg_texts_tell(wg_ctx *ctx, const char *role, const char *spec, const char *field,
                   const wg_texts *t, wg_text_damage *count) {
  if (count->bad)
    wg_log(ctx, WG_LOG_WARN,
           "\"%s\" (%s), field \"%s\": texts with bytes that are no characters of %s: %llu; "
           "the bytes became U+FFFD",
           spec, role, field, t->decoder.name, (unsigned long long)count->bad);
  if (count->cut)
    wg_log(ctx, WG_LOG_WARN,
           "\"%s\" (%s), field \"%s\": texts that end within a character, which was left out: "
           "%llu; the field is too "
           "narrow for them",
           spec, role, field, (unsigned long long)count->cut);
  count->bad = count->cut = 0;
}
