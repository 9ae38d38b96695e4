/* table.h - an aligned text table.
 *
 * Widths are counted in terminal columns: a Chinese character takes two. Cells
 * are copied. A number column (align 'r') is set right, text ('l') left; the last
 * column gets no trailing blanks.
 */
#ifndef WG_CLI_TABLE_H
#define WG_CLI_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/mem.h"

#define TABLE_COLUMNS_MAX 8

typedef struct table {
  const char *align; /* one of 'l' 'r' a column: "lrl" */
  WG_VEC(char *) cell;
  bool failed; /* memory ran out: table_print prints what is there */
} table;

table table_new(const char *align);
void table_free(table *t);
/* Appends one cell; rows fill up from the left. */
void table_cell(table *t, const char *format, ...) __attribute__((format(printf, 2, 3)));
void table_print(const table *t, FILE *out, const char *indent);

/* Terminal columns that a UTF-8 text takes. */
int text_width(const char *s);

/* 87911 -> "87,911". */
typedef struct count_text {
  char s[32];
} count_text;
count_text text_count(uint64_t n);
/* 87910.6 -> "87,911"; 0 and above. */
count_text text_whole(double x);

#endif
