/* The graph of a workspace: file and tables agree with each other and with the town. */
#include "store/test_town.h"

#include "plan/metis.h"
#include "store/target.h"

static char dir[64], workspace[128];
static wg_ctx *ctx;

static const char *in_dir(char out[128], const char *name) {
  snprintf(out, 128, "%s/%s", dir, name);
  return out;
}

static int setup(void **s) {
  (void)s;
  wg_town town;
  ctx = wg_ctx_new();
  if (test_folder(dir) != 0) return -1;
  test_town(&town);
  town.district.v[1].code = "2,\"b\"";
  wg_status st = wg_workspace_create(ctx, in_dir(workspace, "town.db"), &town, false);
  test_town_free(&town);
  return st == WG_OK ? 0 : -1;
}

static int teardown(void **s) {
  (void)s;
  wg_ctx_free(ctx);
  return test_folder_remove(dir);
}

typedef struct {
  char graph[128], nodes[128], edges[128];
} files;

static wg_status write_graph(const char *name, const char *district, files *f,
                             wg_graph_summary *sum) {
  char file[64];
  wg_graph_options o;
  wg_graph_options_init(&o);
  snprintf(file, sizeof file, "%s.graph", name);
  o.output = in_dir(f->graph, file);
  snprintf(file, sizeof file, "%s-nodes.csv", name);
  o.nodes = in_dir(f->nodes, file);
  snprintf(file, sizeof file, "%s-edges.csv", name);
  o.edges = in_dir(f->edges, file);
  o.workspace = workspace;
  o.district = district;
  return wg_write_graph(ctx, &o, sum);
}

static uint64_t lines_of(const char *path) {
  size_t n, lines = 0;
  unsigned char *text = slurp(path, &n);
  for (size_t i = 0; i < n; i++) lines += text[i] == '\n';
  free(text);
  return lines;
}

/* The weight of edge a-b (from 1) of the graph, 0 where there is none. */
static double weight_of(const wg_graph *g, uint32_t a, uint32_t b) {
  for (uint32_t e = g->first[a - 1]; e < g->first[a]; e++)
    if (g->to[e] == b - 1) return g->cost[e];
  return 0;
}

static void tables_agree_with_the_graph(void **state) {
  (void)state;
  files f;
  wg_graph_summary sum;
  wg_graph g;
  assert_int_equal(write_graph("all", NULL, &f, &sum), WG_OK);
  assert_int_equal(wg_metis_read(ctx, f.graph, &g), WG_OK);
  assert_true(g.n == sum.nodes && g.first[g.n] == 2 * sum.edges && sum.nodes > 4);
  assert_int_equal(lines_of(f.nodes), sum.nodes + 1);
  assert_int_equal(lines_of(f.edges), sum.edges + 1);
  FILE *e = fopen(f.edges, "r");
  assert_int_equal(fscanf(e, "a,b,length_m,cost%*[\n]"), 0);
  for (uint64_t i = 0; i < sum.edges; i++) {
    uint32_t a, b;
    double length, cost;
    assert_int_equal(fscanf(e, "%u,%u,%lf,%lf\n", &a, &b, &length, &cost), 4);
    assert_true(a < b && length > 0 && cost >= 0.8 * length - 0.01 &&
                cost <= WG_FACTOR_OPEN * length + 0.04);
    assert_true(fabs(weight_of(&g, a, b) - cost * WG_GRAPH_UNITS_A_METRE) < 0.56);
  }
  fclose(e);
  wg_graph_free(&g);
}

/* Of one line of the node table: what stands after the district's code. */
static void read_node(FILE *n, uint32_t number, const char *code, double v[5]) {
  char line[256], head[64];
  assert_non_null(fgets(line, sizeof line, n));
  snprintf(head, sizeof head, "%u,%s,", number, code);
  assert_int_equal(strncmp(line, head, strlen(head)), 0);
  assert_int_equal(
      sscanf(line + strlen(head), "%lf,%lf,%lf,%lf,%lf", v, v + 1, v + 2, v + 3, v + 4), 5);
}

/* The second district: 2 km x 2 km and 1 km x 1 km, without the first one's zone. */
static void one_district_alone(void **state) {
  (void)state;
  files f;
  wg_graph_summary sum;
  wg_graph g;
  char line[256];
  double area = 0, households = 0, buildings = 0;
  assert_int_equal(write_graph("one", "2,\"b\"", &f, &sum), WG_OK);
  assert_int_equal(wg_metis_read(ctx, f.graph, &g), WG_OK);
  assert_true(sum.districts == 1 && sum.pieces == 2);
  FILE *n = fopen(f.nodes, "r");
  assert_string_equal(fgets(line, sizeof line, n),
                      "node,district,x,y,area_m2,households,buildings\n");
  for (uint32_t i = 0; i < g.n; i++) {
    double v[5];
    read_node(n, i + 1, "\"2,\"\"b\"\"\"", v);
    assert_true(v[0] > 564000 && v[0] < 568000 && v[1] > 3500000 && v[1] < 3502000);
    assert_true(v[3] == (double)g.node[i].households);
    area += v[2], households += v[3], buildings += v[4];
  }
  fclose(n);
  assert_true(fabs(area - 5e6) < 0.1 * g.n);
  assert_true(households == 657 && sum.households == 657 && buildings == 2);
  wg_graph_free(&g);
}

static void same_bytes_with_any_number_of_threads(void **state) {
  (void)state;
  files a, b;
  wg_graph_summary sum;
  wg_ctx_set_threads(ctx, 1);
  assert_int_equal(write_graph("t1", NULL, &a, &sum), WG_OK);
  wg_ctx_set_threads(ctx, 3);
  assert_int_equal(write_graph("t3", NULL, &b, &sum), WG_OK);
  wg_ctx_set_threads(ctx, 0);
  assert_same_file(a.graph, b.graph);
  assert_same_file(a.nodes, b.nodes);
  assert_same_file(a.edges, b.edges);
}

static void assert_refused(wg_graph_options o, wg_status st, const char *message) {
  wg_graph_summary sum;
  assert_int_equal(wg_write_graph(ctx, &o, &sum), st);
  if (!strstr(wg_error(ctx), message)) print_message("%s\n", wg_error(ctx));
  assert_non_null(strstr(wg_error(ctx), message));
}

static void wrong_options_are_refused(void **state) {
  (void)state;
  char path[128], old[128];
  FILE *f = fopen(in_dir(old, "old.csv"), "w");
  fputs("kept\n", f);
  fclose(f);
  wg_graph_options o;
  wg_graph_options_init(&o);
  assert_refused(o, WG_ERR_USAGE, "no workspace");
  o.workspace = workspace;
  assert_refused(o, WG_ERR_USAGE, "no output");
  o.output = in_dir(path, "wrong.graph");
  o.max = 0;
  assert_refused(o, WG_ERR_USAGE, "--max");
  o.max = 600;
  o.district = "nowhere";
  assert_refused(o, WG_ERR_USAGE, "\"nowhere\" is no district");
  o.district = NULL;
  o.edges = path;
  assert_refused(o, WG_ERR_USAGE, "named twice");
  o.edges = old;
  assert_refused(o, WG_ERR_IO, "--overwrite");
  o.edges = NULL;
  o.output = "/nonexistent/x.graph";
  assert_refused(o, WG_ERR_IO, "not a folder");
  assert_int_equal(wg_target_bytes(path), 0);
  assert_int_equal(lines_of(old), 1);
}

static void no_memory_is_an_error_and_leaves_no_file_half_done(void **state) {
  (void)state;
  files f;
  wg_graph_summary sum;
  wg_status st = WG_ERR_NOMEM;
  int64_t live = wg_mem_live();
  for (uint64_t at = 1; st != WG_OK; at++) {
    wg_mem_fail_at(at);
    st = write_graph("mem", NULL, &f, &sum);
    wg_mem_fail_at(0);
    assert_int_equal(wg_mem_live(), live);
    if (st == WG_OK) break;
    assert_int_equal(st, WG_ERR_NOMEM);
    assert_int_equal(wg_target_bytes(f.graph), 0);
    remove(f.nodes);
    remove(f.edges);
  }
  assert_true(wg_target_bytes(f.graph) > 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(tables_agree_with_the_graph),
      cmocka_unit_test(one_district_alone),
      cmocka_unit_test(same_bytes_with_any_number_of_threads),
      cmocka_unit_test(wrong_options_are_refused),
      cmocka_unit_test(no_memory_is_an_error_and_leaves_no_file_half_done),
  };
  return cmocka_run_group_tests_name("store/graph_file", tests, setup, teardown);
}
