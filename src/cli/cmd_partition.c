/* cmd_partition.c - wangge partition: grids for every district of a workspace. */
#include "cli/command.h"
#include "cli/json.h"
#include "cli/table.h"

typedef struct partition_args {
  wg_partition_options o;
  opt_list criteria;
} partition_args;

#define AT(member) offsetof(partition_args, o.member)

static const opt_row rows[] = {
    OPERAND("TOWN.db", AT(workspace), "workspace made by wangge import"),
    HEADING("what a good grid is"),
    OPTION(OPT_INT64, "min", "N", AT(min), "fewest households in a grid (default 300)"),
    OPTION(OPT_INT64, "max", "N", AT(max), "most households in a grid (default 600)"),
    OPTION(OPT_STRING, "weight", "EXPRESSION", AT(weight),
           "what grids share instead of households, and what the bounds and --mean count: an "
           "expression such as 'households + 0.2*shops' over the columns of buildings"),
    OPTION(
        OPT_CHOICE, "effort", "quick|normal|thorough", AT(effort),
        "how long to search (default normal); quick takes a third, thorough eight times as long"),
    OPTION(OPT_CHOICE, "prove", "none|small|all", AT(prove),
           "districts for which to seek a proof that no plan scores less: none, small ones "
           "(default), or all"),
    OPTION(OPT_REAL, "time-limit", "SECONDS", AT(seconds),
           "end with the best plan found by then; which one depends on the machine"),
    OPTION(OPT_UINT64, "seed", "N", AT(seed),
           "seed of the search (default 1); the same seed gives the same bytes"),
    OPTION(
        OPT_CHOICE, "median", "middle|side", AT(median),
        "borders on dual carriageways and rivers run in the middle (default), or on one of the two "
        "lines"),
    HEADING("what the score weighs"),
    OPTION(OPT_CHOICE, "preset", "standard|balanced|borders|compact", AT(preset),
           "equal households, borders on lines or round grids first (default standard); sets the "
           "weights below, each of which wins over it"),
    OPTION(OPT_REAL, "balance", "X", AT(weights.balance),
           "weight of equal households; 1 as usual, 0 none, 2 twice as much"),
    OPTION(OPT_REAL, "shape", "X", AT(weights.shape), "weight of round grids"),
    OPTION(OPT_REAL, "crossing", "X", AT(weights.crossing),
           "weight of rivers, railways and expressways inside a grid that nobody can cross there"),
    OPTION(OPT_REAL, "open", "X", AT(weights.open),
           "weight of borders between buildings, on no road, river, railway or wall"),
    HEADING("how many grids; FILE is a CSV file"),
    OPTION(OPT_INT64, "grids", "N", AT(grids),
           "grids wanted in the whole town, exclusive zones aside; shared out by households"),
    OPTION(OPT_INT64, "mean", "N", AT(mean),
           "households wanted in a grid (default: the middle of the bounds)"),
    OPTION(OPT_STRING, "district-bounds", "FILE", AT(district_bounds),
           "columns code, min, max, grids, mean: other bounds for the districts of these codes"),
    OPTION(OPT_LIST, "criterion", "FIELD:TOLERANCE[:WEIGHT]", offsetof(partition_args, criteria),
           "balance this field (import --criterion-field) too, within a share such as 0.3 or 30%; "
           "WEIGHT against households (default 1); may be given twice"),
    HEADING("what stays together, what stays apart"),
    OPTION(OPT_STRING, "together", "FILE", AT(together),
           "a line of building ids is a group that shares a grid"),
    OPTION(OPT_STRING, "apart", "FILE", AT(apart),
           "a line of building ids: no two of them share a grid"),
    OPTION(OPT_STRING, "seeds", "LAYER", AT(seeds),
           "points (FILE or FILE:LAYER): one grid around each, where there are any"),
    OPTION(OPT_FLAG, "split-estates", NULL, AT(split_estates),
           "estates (小区) need not stay whole"),
    OPTION(OPT_REAL, "estate-price", "X", AT(estate_price),
           "a border through an estate that is too large for a grid costs X times as much "
           "(default 2)"),
    HEADING("going on from the present grids"),
    OPTION(OPT_STRING, "lock", "FILE|CODES", AT(lock),
           "grids that stay exactly as they are: a CSV file of codes, or CODE,CODE"),
    OPTION(OPT_CHOICE, "start", "none|present", AT(start),
           "start from nothing (default), or from the present grids: codes stay, and as few "
           "households as possible change their grid"),
    OPTION(OPT_REAL, "keep-price", "M", AT(keep_price),
           "metres of border that a household's change of grid is worth (default 1)"),
    HEADING("writing"),
    OPTION(
        OPT_STRING, "valid-from", "DATE", AT(valid_from),
        "from when on the grids are valid, such as 2026-07-01 or 2026-07-01T08:00; not before the "
        "edition before"),
    LETTER('n', OPT_FLAG, "dry-run", NULL, AT(dry_run), "compute and sum up, write nothing"),
    OPTION(OPT_FLAG, "strict", NULL, AT(strict), "exit with 3 when a grid misses the bounds"),
};

static const char *const examples[] = {
    "Grids of 300 to 600 households, the usual size:", "wangge partition town.db",
    "Smaller grids; a script that must know when one misses the bounds:",
    "wangge partition town.db --min 200 --max 400 --strict", NULL};

static const json_field fields[] = {
    JSON_FIELD(UINT, wg_partition_summary, districts),
    JSON_FIELD(UINT, wg_partition_summary, grids),
    JSON_FIELD(UINT, wg_partition_summary, exclusive_grids),
    JSON_FIELD(UINT, wg_partition_summary, atoms),
    JSON_FIELD(UINT, wg_partition_summary, faces),
    JSON_FIELD(UINT, wg_partition_summary, edges),
    JSON_FIELD(UINT, wg_partition_summary, in_bounds),
    JSON_FIELD(UINT, wg_partition_summary, below),
    JSON_FIELD(UINT, wg_partition_summary, above),
    JSON_FIELD(UINT, wg_partition_summary, certified),
    JSON_FIELD(UINT, wg_partition_summary, unproven),
    JSON_FIELD(UINT, wg_partition_summary, households),
    JSON_FIELD(UINT, wg_partition_summary, households_min),
    JSON_FIELD(UINT, wg_partition_summary, households_max),
    JSON_FIELD(REAL, wg_partition_summary, households_mean),
    JSON_FIELD(REAL, wg_partition_summary, households_cv),
    JSON_FIELD(REAL, wg_partition_summary, weight),
    JSON_FIELD(REAL, wg_partition_summary, weight_min),
    JSON_FIELD(REAL, wg_partition_summary, weight_max),
    JSON_FIELD(REAL, wg_partition_summary, weight_mean),
    JSON_FIELD(REAL, wg_partition_summary, weight_cv),
    JSON_FIELD(REAL, wg_partition_summary, deviation_avg),
    JSON_FIELD(REAL, wg_partition_summary, inner_border_m),
    JSON_FIELD(REAL, wg_partition_summary, inner_border_on_lines_share),
    JSON_FIELD(UINT, wg_partition_summary, crossings),
    JSON_FIELD(REAL, wg_partition_summary, crossing_m),
    JSON_FIELD(UINT, wg_partition_summary, not_walkable),
    JSON_FIELD(UINT, wg_partition_summary, estates),
    JSON_FIELD(UINT, wg_partition_summary, estates_split),
    JSON_FIELD(UINT, wg_partition_summary, households_moved),
    JSON_FIELD(UINT, wg_partition_summary, grids_kept),
    JSON_FIELD(UINT, wg_partition_summary, districts_optimal),
    JSON_FIELD(REAL, wg_partition_summary, gap_mean),
    JSON_FIELD(REAL, wg_partition_summary, gap_max),
    JSON_FIELD(UINT, wg_partition_summary, edition),
};

static const json_field score_fields[] = {
    JSON_FIELD(REAL, wg_score_terms, balance),  JSON_FIELD(REAL, wg_score_terms, border),
    JSON_FIELD(REAL, wg_score_terms, shape),    JSON_FIELD(REAL, wg_score_terms, crossings),
    JSON_FIELD(REAL, wg_score_terms, criteria), JSON_FIELD(REAL, wg_score_terms, bounds),
    JSON_FIELD(REAL, wg_score_terms, total),
};

static const json_field border_fields[] = {
    JSON_FIELD(REAL, wg_border_metres, river),      JSON_FIELD(REAL, wg_border_metres, rail),
    JSON_FIELD(REAL, wg_border_metres, expressway), JSON_FIELD(REAL, wg_border_metres, primary),
    JSON_FIELD(REAL, wg_border_metres, secondary),  JSON_FIELD(REAL, wg_border_metres, tertiary),
    JSON_FIELD(REAL, wg_border_metres, local),      JSON_FIELD(REAL, wg_border_metres, wall),
    JSON_FIELD(REAL, wg_border_metres, service),    JSON_FIELD(REAL, wg_border_metres, nonmotor),
    JSON_FIELD(REAL, wg_border_metres, open),
};

static void init(void *args) { wg_partition_options_init(&((partition_args *)args)->o); }

/* Why grids miss the bounds: the first few. */
static void print_missed(const wg_partition_summary *s) {
  enum { FIRST = 10 };
  for (size_t i = 0; i < s->n_missed && i < FIRST; i++)
    printf("  %s: %s\n", s->missed[i].grid, s->missed[i].reason);
  if (s->n_missed > FIRST)
    printf("  ... and %s more; see the column certificate in grids\n",
           text_count(s->n_missed - FIRST).s);
}

static void json_proofs(json *j, const wg_partition_summary *s) {
  json list = json_list_begin(j, "proofs");
  for (size_t i = 0; i < s->n_proofs; i++) {
    const wg_district_proof *p = &s->proofs[i];
    json o = json_item_begin(&list);
    json_string(&o, "district", p->code);
    json_real(&o, "score", p->score);
    json_real(&o, "lower", p->lower);
    json_bool(&o, "optimal", p->optimal);
    json_real(&o, "misses", p->misses);
    json_real(&o, "least_misses", p->least_misses);
    json_real(&o, "balance", p->balance);
    json_real(&o, "least_balance", p->least_balance);
    json_real(&o, "border", p->border);
    json_real(&o, "least_border", p->least_border);
    json_item_end(&o);
  }
  json_list_end(&list);
}

static void json_missed(json *j, const wg_partition_summary *s) {
  json list = json_list_begin(j, "certificates");
  for (size_t i = 0; i < s->n_missed; i++) {
    const wg_missed_grid *m = &s->missed[i];
    json o = json_item_begin(&list);
    json_string(&o, "district", m->district);
    json_string(&o, "grid", m->grid);
    json_string(&o, "status", m->status);
    json_string(&o, "certificate", m->certificate);
    json_uint(&o, "households", m->households);
    json_real(&o, "weight", m->weight);
    json_string(&o, "reason", m->reason);
    json_item_end(&o);
  }
  json_list_end(&list);
}

static void score_lines(table *t, const wg_partition_summary *s) {
  const wg_score_terms *x = &s->score;
  table_cell(t, "barriers inside");
  table_cell(t, "%.1f km", s->crossing_m / 1000);
  table_cell(t, "in %s grids; %s grids cannot be walked through", text_count(s->crossings).s,
             text_count(s->not_walkable).s);
  table_cell(t, "estates split");
  table_cell(t, "%s", text_count(s->estates_split).s);
  table_cell(t, "of %s", text_count(s->estates).s);
  table_cell(t, "score");
  table_cell(t, "%s", text_whole(x->total).s);
  table_cell(t, "balance %s, border %s, shape %s, crossings %s, criteria %s, bounds %s",
             text_whole(x->balance).s, text_whole(x->border).s, text_whole(x->shape).s,
             text_whole(x->crossings).s, text_whole(x->criteria).s, text_whole(x->bounds).s);
}

static void proof_lines(table *t, const wg_partition_summary *s) {
  table_cell(t, "proven");
  table_cell(t, "%s", text_count(s->districts_optimal).s);
  if (s->gap_mean == s->gap_mean)
    table_cell(t,
               "districts have the best plan there is; of the rest no plan is better by more than "
               "%.1f %%, %.1f %% at most",
               s->gap_mean * 100, s->gap_max * 100);
  else
    table_cell(t, "districts have the best plan there is");
}

static void weight_line(table *t, const char *weight, const wg_partition_summary *s) {
  table_cell(t, "weight");
  table_cell(t, "%s", text_whole(s->weight).s);
  table_cell(t, "a grid: %g to %g, mean %.1f, deviation %.1f %%; %s", s->weight_min, s->weight_max,
             s->weight_mean, s->weight_cv * 100, weight);
}

static void print_text(const partition_args *a, const wg_partition_summary *s) {
  table t = table_new("lrl");
  printf("%s  edition %s%s\n", a->o.workspace, text_count(s->edition).s,
         a->o.dry_run ? "  (dry run: nothing written)" : "");
  table_cell(&t, "districts");
  table_cell(&t, "%s", text_count(s->districts).s);
  table_cell(&t, "%s", "");
  table_cell(&t, "grids");
  table_cell(&t, "%s", text_count(s->grids).s);
  table_cell(&t, "%s of them exclusive", text_count(s->exclusive_grids).s);
  table_cell(&t, "in bounds");
  table_cell(&t, "%s", text_count(s->in_bounds).s);
  table_cell(&t, "%s below %lld, %s above %lld", text_count(s->below).s, (long long)a->o.min,
             text_count(s->above).s, (long long)a->o.max);
  if (s->n_missed > 0) {
    table_cell(&t, "out of bounds");
    table_cell(&t, "%s", text_count(s->n_missed).s);
    table_cell(&t, "%s of them proven: no plan misses by less", text_count(s->certified).s);
  }
  table_cell(&t, "households");
  table_cell(&t, "%s", text_count(s->households).s);
  table_cell(&t, "a grid: %s to %s, mean %.0f, deviation %.1f %%", text_count(s->households_min).s,
             text_count(s->households_max).s, s->households_mean, s->households_cv * 100);
  if (a->o.weight) weight_line(&t, a->o.weight, s);
  if (s->estates) {
    table_cell(&t, "estates");
    table_cell(&t, "%s", text_count(s->estates).s);
    table_cell(&t, "%s divided between grids", text_count(s->estates_split).s);
  }
  if (a->o.lock || a->o.start == WG_START_PRESENT) {
    table_cell(&t, "moved");
    table_cell(&t, "%s", text_count(s->households_moved).s);
    table_cell(&t, "households change their grid; %s grids are as they were",
               text_count(s->grids_kept).s);
  }
  table_cell(&t, "inner borders");
  table_cell(&t, "%.1f km", s->inner_border_m / 1000);
  table_cell(&t, "%.1f %% along roads, rivers, railways, walls",
             s->inner_border_on_lines_share * 100);
  score_lines(&t, s);
  proof_lines(&t, s);
  table_print(&t, stdout, "  ");
  table_free(&t);
  print_missed(s);
}

static wg_status run(cli *c, void *args) {
  partition_args *a = args;
  wg_partition_summary s = {0};
  a->o.criteria = a->criteria.v;
  a->o.n_criteria = a->criteria.n;
  wg_status st = wg_partition(c->ctx, &a->o, &s);
  if (st != WG_OK && st != WG_NOT_HELD) {
    wg_partition_summary_free(&s);
    return st;
  }
  if (cli_wants_text(c)) print_text(a, &s);
  if (c->common->json) {
    json j = json_begin(stdout);
    json_string(&j, "command", "partition");
    json_string(&j, "workspace", a->o.workspace);
    json_bool(&j, "dry_run", a->o.dry_run);
    json_string(&j, "weight_expression", a->o.weight);
    json_struct(&j, &s, fields, sizeof fields / sizeof *fields);
    json_missed(&j, &s);
    json_proofs(&j, &s);
    json_object(&j, "inner_border_m_by_class", &s.inner_border_m_by_class, border_fields,
                sizeof border_fields / sizeof *border_fields);
    json_object(&j, "score", &s.score, score_fields, sizeof score_fields / sizeof *score_fields);
    json_end(&j);
  }
  wg_partition_summary_free(&s);
  return st;
}

const cli_command cli_partition = {
    .name = "partition",
    .summary = "split every district of a workspace into balanced grids",
    .about =
        "Every grid is one connected piece inside one district, no building is cut, and the "
        "borders follow roads, rivers, railways and walls where they can. A grid that cannot "
        "meet the bounds keeps its reason in the table grids, and a certificate where it is proven "
        "that no plan misses them by less. The grids before stay in "
        "grids_history.",
    .examples = examples,
    .not_held = "with --strict: a grid misses the bounds",
    .rows = rows,
    .n_rows = sizeof rows / sizeof *rows,
    .args_size = sizeof(partition_args),
    .init = init,
    .run = run,
};
