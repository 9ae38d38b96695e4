/* cmd_editions.c - wangge editions: the plans that a workspace holds, and their dates. */
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/json.h"
#include "cli/table.h"

typedef struct editions_args {
  const char *workspace;
  opt_list dates;
} editions_args;

#define AT(member) offsetof(editions_args, member)

static const opt_row rows[] = {
    OPERAND("TOWN.db", AT(workspace), "workspace"),
    OPTION(OPT_LIST, "set-valid-from", "EDITION=DATE", AT(dates),
           "from when on an edition is valid, such as 2=2026-07-01 or 2=2026-07-01T08:00; 2= takes "
           "it back; may be given again"),
};

static const char *const examples[] = {"Which plans are there?", "wangge editions town.db",
                                       "The second plan came into force on the 1st of July:",
                                       "wangge editions town.db --set-valid-from 2=2026-07-01",
                                       NULL};

static const json_field fields[] = {
    JSON_FIELD(BOOL, wg_edition, current),    JSON_FIELD(UINT, wg_edition, grids),
    JSON_FIELD(UINT, wg_edition, households), JSON_FIELD(UINT, wg_edition, min),
    JSON_FIELD(UINT, wg_edition, max),        JSON_FIELD(UINT, wg_edition, seed),
};

static void init(void *args) { *(editions_args *)args = (editions_args){0}; }

static wg_status set_date(cli *c, const char *workspace, const char *text) {
  char *end;
  unsigned long long edition = *text >= '0' && *text <= '9' ? strtoull(text, &end, 10) : 0;
  if (edition == 0 || edition > INT64_MAX || *end != '=') {
    snprintf(c->usage, sizeof c->usage,
             "--set-valid-from: \"%.80s\" is not EDITION=DATE; give it as 2=2026-07-01", text);
    return WG_ERR_USAGE;
  }
  return wg_editions_set_valid_from(c->ctx, workspace, edition, end + 1);
}

static void print_text(const char *workspace, const wg_edition_list *list) {
  table t = table_new("rlrrrrrl");
  static const char *const heads[] = {"edition", "valid from", "grids", "households",
                                      "min",     "max",        "seed",  ""};
  printf("%s\n", workspace);
  for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) table_cell(&t, "%s", heads[i]);
  for (size_t i = 0; i < list->n; i++) {
    const wg_edition *e = &list->v[i];
    table_cell(&t, "%llu", (unsigned long long)e->edition);
    table_cell(&t, "%s", *e->valid_from ? e->valid_from : i == 0 ? "the beginning" : "not said");
    table_cell(&t, "%s", text_count(e->grids).s);
    table_cell(&t, "%s", text_count(e->households).s);
    table_cell(&t, "%lld", (long long)e->min);
    table_cell(&t, "%lld", (long long)e->max);
    table_cell(&t, "%llu", (unsigned long long)e->seed);
    table_cell(&t, "%s%s%s", e->current ? "current" : "", *e->weight ? "  of " : "", e->weight);
  }
  table_print(&t, stdout, "  ");
  table_free(&t);
}

static void print_json(const char *workspace, const wg_edition_list *editions) {
  json j = json_begin(stdout);
  json_string(&j, "command", "editions");
  json_string(&j, "workspace", workspace);
  json list = json_list_begin(&j, "editions");
  for (size_t i = 0; i < editions->n; i++) {
    const wg_edition *e = &editions->v[i];
    json o = json_item_begin(&list);
    json_uint(&o, "edition", e->edition);
    json_string(&o, "valid_from", *e->valid_from ? e->valid_from : NULL);
    json_struct(&o, e, fields, sizeof fields / sizeof *fields);
    json_string(&o, "weight", *e->weight ? e->weight : NULL);
    json_item_end(&o);
  }
  json_list_end(&list);
  json_end(&j);
}

static wg_status run(cli *c, void *args) {
  editions_args *a = args;
  wg_edition_list list;
  wg_status st = WG_OK;
  for (size_t i = 0; i < a->dates.n && st == WG_OK; i++)
    st = set_date(c, a->workspace, a->dates.v[i]);
  if (st != WG_OK) return st;
  st = wg_editions_read(c->ctx, a->workspace, &list);
  if (st == WG_OK && cli_wants_text(c)) print_text(a->workspace, &list);
  if (st == WG_OK && c->common->json) print_json(a->workspace, &list);
  wg_editions_free(&list);
  return st;
}

const cli_command cli_editions = {
    .name = "editions",
    .summary = "list the plans that a workspace holds, and say from when on each is valid",
    .about =
        "Every partition makes an edition; those before stay in grids_history. The first one is "
        "valid from the beginning if nothing is said; no edition is valid before the one before "
        "it.",
    .examples = examples,
    .rows = rows,
    .n_rows = sizeof rows / sizeof *rows,
    .args_size = sizeof(editions_args),
    .init = init,
    .run = run,
};
