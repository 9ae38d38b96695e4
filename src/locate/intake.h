/* intake.h - the bytes of a table, in blocks of whole rows, from wherever they come.
 *
 * A file is mapped: its blocks are its own bytes. Standard input, a pipe, a compressed file (.gz) and a
 * layer (layer_rows.h) are read into the block's buffer; memory is a few blocks, however long the
 * input. A row may be up to WG_ROW_MAX bytes.
 */
#ifndef WG_LOCATE_INTAKE_H
#define WG_LOCATE_INTAKE_H

#include "locate/head.h"

enum { WG_BLOCK_BYTES = 512 << 10, WG_ROW_MAX = 64 << 20 };

typedef struct wg_intake wg_intake;

/* "-" is standard input; a path as wg_is_table_path() knows it is a table, else a layer. */
wg_status wg_intake_open(wg_ctx *ctx, const char *path, wg_intake **out);
void wg_intake_close(wg_intake *s); /* NULL is fine */
/* CRS of a layer's points as WKT; "" of anything else. */
const char *wg_intake_crs(const wg_intake *s);

/* The first bytes, up to WG_HEAD_SAMPLE. Valid until the first block is taken. */
wg_status wg_intake_peek(wg_ctx *ctx, wg_intake *s, const char **bytes, size_t *n, bool *at_end);
/* Passes over the first n of them and tells what divides the rows behind. */
void wg_intake_begin(wg_intake *s, size_t n, const wg_head *h);

typedef enum wg_taken {
  WG_TAKEN_BLOCK,
  WG_TAKEN_NOTHING_YET, /* more may come, but not at once */
  WG_TAKEN_END
} wg_taken;

/* The next block; its bytes are in the file or in `buffer`. Unless `wait`, a pipe that has nothing
 * to give yet gives nothing. */
wg_status wg_intake_take(wg_ctx *ctx, wg_intake *s, bool wait, wg_text *buffer, const char **bytes,
                         size_t *n, wg_taken *taken);
/* All blocks up to this place are done with: mapped pages go, so that memory does not grow with the
 * input. */
void wg_intake_release(wg_intake *s, const char *end);
/* Of the input, 0..1; below 0: not known. */
double wg_intake_share(const wg_intake *s);

/* Hands every byte to `fn`, the first ones too, and goes back to the start. What can be read once
 * only is kept in a file that has no name. */
wg_status wg_intake_read_all(wg_ctx *ctx, wg_intake *s,
                             void (*fn)(void *user, const void *bytes, size_t n), void *user);

#endif
