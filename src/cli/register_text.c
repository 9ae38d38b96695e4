#include "cli/register_text.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#include "cli/table.h"

enum { REGISTER_SHOWN = 6 }; /* numbers in the table for people */

static const json_field register_fields[] = {
    JSON_FIELD(UINT, wg_register_summary, rows),
    JSON_FIELD(UINT, wg_register_summary, by_code),
    JSON_FIELD(UINT, wg_register_summary, by_address),
    JSON_FIELD(UINT, wg_register_summary, by_point),
    JSON_FIELD(UINT, wg_register_summary, nearest),
    JSON_FIELD(UINT, wg_register_summary, filled),
    JSON_FIELD(UINT, wg_register_summary, totals),
    JSON_FIELD(UINT, wg_register_summary, notes),
    JSON_FIELD(UINT, wg_register_summary, buildings),
    JSON_FIELD(UINT, wg_register_summary, buildings_kept),
};

void json_register(json *j, const wg_register_summary *s) {
  json_object(j, "register", s, register_fields, sizeof register_fields / sizeof *register_fields);
  json outcomes = json_list_begin(j, "register_outcomes");
  for (unsigned i = 0; i < WG_REGISTER_OUTCOMES; i++) {
    json o = json_item_begin(&outcomes);
    json_string(&o, "outcome", wg_register_outcome_word(i));
    json_uint(&o, "rows", s->outcome[i]);
    json_item_end(&o);
  }
  json_list_end(&outcomes);
  json numbers = json_list_begin(j, "register_numbers");
  for (uint64_t k = 0; k < s->numbers; k++) {
    const wg_register_number *x = &s->number[k];
    json o = json_item_begin(&numbers);
    json_string(&o, "name", x->name);
    json_real(&o, "total", x->total);
    for (unsigned i = 0; i < WG_REGISTER_OUTCOMES; i++)
      json_real(&o, wg_register_outcome_word(i), x->sum[i]);
    json_real(&o, "said", x->said);
    json_real(&o, "kept", x->kept);
    json_item_end(&o);
  }
  json_list_end(&numbers);
}

static void real_cell(table *t, double v) {
  char text[32];
  snprintf(text, sizeof text, "%.3f", v);
  size_t n = strlen(text);
  while (text[n - 1] == '0') text[--n] = 0;
  if (text[n - 1] == '.') text[--n] = 0;
  if (v == floor(v) && v >= 0)
    table_cell(t, "%s", text_whole(v).s);
  else
    table_cell(t, "%s", text);
}

static void register_line(table *t, const wg_register_summary *s, const char *what, uint64_t n,
                          size_t offset) {
  table_cell(t, "%s", what);
  table_cell(t, "%s", text_count(n).s);
  for (uint64_t k = 0; k < s->numbers && k < REGISTER_SHOWN; k++)
    real_cell(t, *(const double *)((const char *)&s->number[k] + offset));
}

static void register_total(table *t, const wg_register_summary *s) {
  bool any = false;
  register_line(t, s, "all rows", s->rows, offsetof(wg_register_number, total));
  for (uint64_t k = 0; k < s->numbers && k < REGISTER_SHOWN; k++)
    any = any || isfinite(s->number[k].said);
  if (!any) return;
  table_cell(t, "row of totals");
  table_cell(t, "%s", text_count(s->totals).s);
  for (uint64_t k = 0; k < s->numbers && k < REGISTER_SHOWN; k++)
    isfinite(s->number[k].said) ? real_cell(t, s->number[k].said) : table_cell(t, "%s", "");
}

void print_register(const wg_register_summary *s) {
  char align[] = "lrrrrrrr";
  uint64_t shown = s->numbers < REGISTER_SHOWN ? s->numbers : REGISTER_SHOWN;
  align[2 + shown] = 0;
  table t = table_new(align);
  table_cell(&t, "register");
  table_cell(&t, "rows");
  for (uint64_t k = 0; k < shown; k++) table_cell(&t, "%s", s->number[k].name);
  for (unsigned i = 0; i < WG_REGISTER_OUTCOMES; i++)
    if (s->outcome[i] || i == WG_REGISTER_MATCHED)
      register_line(&t, s, wg_register_outcome_word(i), s->outcome[i],
                    offsetof(wg_register_number, sum) + i * sizeof(double));
  register_total(&t, s);
  table_print(&t, stdout, "  ");
  table_free(&t);
  printf("  matched by code %s, by address %s, by point %s (%s beside the footprint)\n",
         text_count(s->by_code).s, text_count(s->by_address).s, text_count(s->by_point).s,
         text_count(s->nearest).s);
  printf("  buildings with rows %s, without %s\n", text_count(s->buildings).s,
         text_count(s->buildings_kept).s);
}
