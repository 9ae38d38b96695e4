#include "plan/master.h"

#include <coin/Clp_C_Interface.h>
#include <math.h>
#include <string.h>

/* Largest sum of costs that the library is shown. */
#define SIZE_MOST 1e6

/* The first two columns of the program for every row make up for what it lacks or has too much. Without an
 * end to the latter a part that costs less than the lowest prices would make it unbounded. */
struct wg_master {
  Clp_Simplex *clp;
  uint32_t nodes, rows, columns;
  double unit;   /* costs and prices are in this many metres there */
  double *price; /* per row, in metres */
  bool narrowed; /* by ruling out: the last basis is dual feasible */
};

static bool make_rows(wg_master *m, uint32_t parts) {
  double *sum = WG_NEW(double, m->rows);
  if (!sum) return false;
  for (uint32_t i = 0; i < m->rows; i++) sum[i] = i < m->nodes ? 1 : parts;
  CoinBigIndex start = 0;
  Clp_loadProblem(m->clp, 0, (int)m->rows, &start, NULL, NULL, NULL, NULL, NULL, sum, sum);
  wg_free(sum);
  for (uint32_t i = 0; i < m->rows; i++) {
    CoinBigIndex first[] = {0, 1, 2};
    int row[] = {(int)i, (int)i};
    double one[] = {1, -1}, none[] = {0, 0}, most[] = {INFINITY, 1};
    Clp_addColumns(m->clp, 2, none, most, none, first, row, one);
  }
  return true;
}

wg_master *wg_master_new(uint32_t nodes, uint32_t parts, double box, double size) {
  wg_master *m = WG_NEW0(wg_master, 1);
  double *low = WG_NEW(double, (size_t)nodes + 1), *high = WG_NEW(double, (size_t)nodes + 1);
  bool ok = m && low && high;
  if (!ok) wg_free(m);
  if (ok) {
    *m =
        (wg_master){.nodes = nodes, .rows = nodes + (parts > 0), .unit = fmax(1, size / SIZE_MOST)};
    m->clp = Clp_newModel();
    m->price = WG_NEW(double, m->rows);
    Clp_setLogLevel(m->clp, 0);
    for (uint32_t i = 0; i <= nodes; i++) low[i] = -(high[i] = box);
    ok = m->price && make_rows(m, parts) && wg_master_box(m, low, high);
    if (!ok) wg_master_free(m);
  }
  wg_free(low);
  wg_free(high);
  return ok ? m : NULL;
}

void wg_master_free(wg_master *m) {
  if (!m) return;
  Clp_deleteModel(m->clp);
  wg_free(m->price);
  wg_free(m);
}

typedef struct {
  CoinBigIndex *start;
  int *row;
  double *one, *none, *most, *cost;
} block;

/* Columns from m->columns on. */
static bool fill(const wg_master *m, const wg_pool *c, const double *cost, block *b) {
  uint32_t from = m->columns, n = wg_pool_count(c) - from, k = 0;
  size_t most = c->first.v[from + n] - c->first.v[from] + n;
  b->start = WG_NEW(CoinBigIndex, (size_t)n + 1);
  b->row = WG_NEW(int, most);
  b->one = WG_NEW(double, most);
  b->none = WG_NEW0(double, n);
  b->most = WG_NEW(double, n);
  b->cost = WG_NEW(double, n);
  if (!b->start || !b->row || !b->one || !b->none || !b->most || !b->cost) return false;
  for (uint32_t i = 0; i < n; i++) {
    uint32_t size;
    const uint32_t *node = wg_pool_nodes(c, from + i, &size);
    b->start[i] = (CoinBigIndex)k;
    b->most[i] = INFINITY;
    b->cost[i] = cost[from + i] / m->unit;
    for (uint32_t e = 0; e < size; e++) b->row[k++] = (int)node[e];
    if (m->rows > m->nodes) b->row[k++] = (int)m->nodes;
  }
  b->start[n] = (CoinBigIndex)k;
  for (size_t i = 0; i < most; i++) b->one[i] = 1;
  return true;
}

bool wg_master_add(wg_master *m, const wg_pool *c, const double *cost) {
  uint32_t n = wg_pool_count(c) - m->columns;
  if (n == 0) return true;
  block b = {0};
  bool ok = fill(m, c, cost, &b);
  if (ok) Clp_addColumns(m->clp, (int)n, b.none, b.most, b.cost, b.start, b.row, b.one);
  if (ok) m->columns += n;
  wg_free(b.start);
  wg_free(b.row);
  wg_free(b.one);
  wg_free(b.none);
  wg_free(b.most);
  wg_free(b.cost);
  return ok;
}

bool wg_master_box(wg_master *m, const double *lowest, const double *highest) {
  size_t n = 2 * (size_t)m->rows + m->columns;
  double *cost = WG_NEW(double, n);
  if (!cost) return false;
  memcpy(cost, Clp_getObjCoefficients(m->clp), n * sizeof *cost);
  for (uint32_t i = 0; i < m->rows; i++) {
    cost[2 * i] = highest[i] / m->unit;
    cost[2 * i + 1] = -lowest[i] / m->unit;
  }
  Clp_chgObjCoefficients(m->clp, cost);
  wg_free(cost);
  return true;
}

bool wg_master_rule_out(wg_master *m, const bool *out) {
  size_t n = 2 * (size_t)m->rows + m->columns;
  double *most = WG_NEW(double, n);
  if (!most) return false;
  for (size_t i = 0; i < n; i++) most[i] = i % 2 == 1 && i < 2 * (size_t)m->rows ? 1 : INFINITY;
  for (uint32_t i = 0; i < m->columns; i++)
    if (out[i]) most[2 * m->rows + i] = 0;
  Clp_chgColumnUpper(m->clp, most);
  wg_free(most);
  m->narrowed = true;
  return true;
}

bool wg_master_solve(wg_master *m) {
  if (m->narrowed)
    Clp_dual(m->clp, 0);
  else
    Clp_primal(m->clp, 0);
  m->narrowed = false;
  for (uint32_t i = 0; i < m->rows; i++) m->price[i] = Clp_getRowPrice(m->clp)[i] * m->unit;
  return Clp_status(m->clp) == 0;
}

double wg_master_value(const wg_master *m) { return Clp_objectiveValue(m->clp) * m->unit; }

const double *wg_master_share(const wg_master *m) {
  return Clp_getColSolution(m->clp) + 2 * (size_t)m->rows;
}

const double *wg_master_price(const wg_master *m) { return m->price; }

double wg_master_lack(const wg_master *m) {
  const double *share = Clp_getColSolution(m->clp);
  double sum = 0;
  for (size_t i = 0; i < 2 * (size_t)m->rows; i++) sum += share[i];
  return sum;
}
