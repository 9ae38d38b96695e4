#include "plan/criteria.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* The number above 0 behind the last colon of text[0..*n), which then ends before it. */
static bool last_number(const char *text, size_t *n, double *out) {
  size_t at = *n;
  while (at > 0 && text[at - 1] != ':') at--;
  char number[32], *end;
  size_t len = *n - at;
  if (at == 0 || len == 0 || len >= sizeof number) return false;
  memcpy(number, text + at, len);
  number[len] = 0;
  *out = strtod(number, &end);
  if (end != number && strcmp(end, "%") == 0) *out /= 100, end++;
  if (*end || end == number || !isfinite(*out) || !(*out > 0)) return false;
  *n = at - 1;
  return true;
}

static bool find_field(const wg_town *t, const char *name, size_t n, uint32_t *which) {
  for (*which = 0; *which < t->numbers; ++*which) {
    const char *field = t->number[*which].name;
    if (strlen(field) == n && strncasecmp(field, name, n) == 0) return true;
  }
  return false;
}

/* "A:B" is field A with tolerance B; "A:B:C" has the weight C if B is a number, too. */
static wg_status read_one(wg_ctx *ctx, const wg_town *t, const char *text, wg_criterion_wish *out) {
  size_t n = strlen(text);
  *out = (wg_criterion_wish){.weight = 1};
  if (!last_number(text, &n, &out->tolerance))
    return wg_fail(ctx, WG_ERR_USAGE,
                   "\"--criterion %s\": give FIELD:TOLERANCE or FIELD:TOLERANCE:WEIGHT, for "
                   "instance members:0.3",
                   text);
  double tolerance;
  if (last_number(text, &n, &tolerance)) {
    out->weight = out->tolerance;
    out->tolerance = tolerance;
  }
  if (find_field(t, text, n, &out->which)) return WG_OK;
  return wg_fail(ctx, WG_ERR_USAGE,
                 "\"%.*s\": the workspace holds no such field; import it with --criterion-field",
                 (int)n, text);
}

wg_status wg_criteria_read(wg_ctx *ctx, const wg_town *t, const wg_partition_options *o,
                           wg_criteria *out) {
  *out = (wg_criteria){0};
  if (o->n_criteria > WG_CRITERIA)
    return wg_fail(ctx, WG_ERR_USAGE, "%zu criteria are too many; give two at most", o->n_criteria);
  for (size_t i = 0; i < o->n_criteria; i++) {
    WG_TRY(read_one(ctx, t, o->criteria[i], &out->wish[i]));
    if (i && out->wish[0].which == out->wish[i].which)
      return wg_fail(ctx, WG_ERR_USAGE, "\"--criterion %s\": this field is balanced already",
                     o->criteria[i]);
    out->n++;
  }
  return WG_OK;
}

void wg_criteria_set(const wg_criteria *c, const wg_town *t, const wg_atoms *a, const wg_where *w,
                     wg_pieces *x) {
  for (uint32_t i = 0; i < c->n; i++) {
    const double *value = t->number[c->wish[i].which].value.v;
    for (size_t k = 0; k < x->piece.n; k++) {
      x->piece.v[k].order.criterion[i].tolerance = c->wish[i].tolerance;
      x->piece.v[k].order.criterion[i].weight = c->wish[i].weight;
    }
    for (size_t b = 0; b < t->building.n; b++) {
      uint32_t atom = a->of_building[b];
      if (atom == WG_NO_ONE || w->piece[atom] == WG_NO_ONE) continue;
      x->piece.v[w->piece[atom]].graph.node[w->node[atom]].criterion[i] += llround(value[b]);
    }
  }
}
