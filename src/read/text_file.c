#include "read/text_file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "read/decode.h"
#include "read/encoding.h"

static wg_status cannot_read(wg_ctx *ctx, const char *role, const char *path, const char *why) {
  return wg_fail(ctx, WG_ERR_IO, "\"%s\" (%s) cannot be read: %s; check the path", path, role, why);
}

/* The whole file, ended by 0. */
static wg_status slurp(wg_ctx *ctx, const char *role, const char *path, size_t bytes_max,
                       wg_text *out) {
  struct stat s;
  if (stat(path, &s) != 0) return cannot_read(ctx, role, path, strerror(errno));
  if (!S_ISREG(s.st_mode)) return cannot_read(ctx, role, path, "it is no file");
  if ((size_t)s.st_size > bytes_max)
    return wg_fail(ctx, WG_ERR_DATA, "\"%s\" (%s) is larger than %zu MB; is it the right file?",
                   path, role, bytes_max >> 20);
  if (!WG_VEC_RESERVE(out, (size_t)s.st_size + 1)) return wg_nomem(ctx);
  FILE *f = fopen(path, "rb");
  if (!f) return cannot_read(ctx, role, path, strerror(errno));
  out->n = fread(out->v, 1, (size_t)s.st_size, f);
  bool failed = ferror(f) != 0;
  fclose(f);
  if (failed) return cannot_read(ctx, role, path, "the disk reports an error");
  if (memchr(out->v, 0, out->n))
    return wg_fail(ctx, WG_ERR_DATA, "\"%s\" (%s) is no text; save it in UTF-8", path, role);
  out->v[out->n++] = 0;
  return WG_OK;
}

/* Few bad bytes are no reason to refuse a table, but to look at it. */
static void tell(wg_ctx *ctx, const char *role, const char *path, const wg_encoding_verdict *v,
                 const wg_decoded *how) {
  if (how->bad || how->cut)
    wg_log(ctx, WG_LOG_WARN,
           "\"%s\" (%s): %u bytes are not valid %s and became U+FFFD; save it in UTF-8", path, role,
           how->bad + how->cut, v->name);
  if (v->certainty == WG_ENCODING_THIN)
    wg_log(ctx, WG_LOG_WARN,
           "\"%s\" (%s) is taken for %s on little evidence: %s; save it in UTF-8 if that "
           "is wrong",
           path, role, v->name, v->why);
}

/* The whole file has one encoding. */
static wg_status decide(wg_ctx *ctx, const char *given, const wg_text *raw,
                        wg_encoding_verdict *v) {
  wg_encoding_evidence e = {0};
  *v = (wg_encoding_verdict){.certainty = WG_ENCODING_SURE};
  if (given && wg_encoding_named(given, v->name)) return WG_OK;
  if (given)
    return wg_fail(ctx, WG_ERR_USAGE, "no encoding is called \"%.40s\"; give GB18030 or UTF-8",
                   given);
  bool ok = wg_evidence_add_file(&e, raw->v, raw->n - 1);
  if (ok) wg_encoding_decide(&e, NULL, v);
  wg_evidence_free(&e);
  return ok ? WG_OK : wg_nomem(ctx);
}

static wg_status to_utf8(wg_ctx *ctx, const char *role, const char *path, const char *given,
                         const wg_text *raw, wg_text *out) {
  wg_encoding_verdict v;
  wg_decoder d = {0};
  wg_decoded how;
  WG_TRY(decide(ctx, given, raw, &v));
  if (v.certainty != WG_ENCODING_PLAIN && !wg_decoder_open(&d, v.name))
    return wg_fail(ctx, WG_ERR_DATA,
                   "\"%s\" (%s): this system cannot read %s; install the C library's character "
                   "sets, or save the file in UTF-8",
                   path, role, v.name);
  bool ok = wg_decode(&d, raw->v, raw->n - 1, out, &how);
  wg_decoder_close(&d);
  if (!ok) return wg_nomem(ctx);
  tell(ctx, role, path, &v, &how);
  return WG_OK;
}

/* Takes the byte-order mark away. */
static void drop_mark(wg_text *t) {
  if (strncmp(t->v, "\xef\xbb\xbf", 3) != 0) return;
  memmove(t->v, t->v + 3, t->n - 3);
  t->n -= 3;
}

wg_status wg_text_file(wg_ctx *ctx, const char *role, const char *path, size_t bytes_max,
                       const char *encoding, wg_text *out) {
  wg_text raw = {0};
  wg_status st = slurp(ctx, role, path, bytes_max, &raw);
  if (st == WG_OK) st = to_utf8(ctx, role, path, encoding, &raw, out);
  if (st == WG_OK) drop_mark(out);
  WG_VEC_FREE(&raw);
  return st;
}
