/* text_file.h - a small file of text as a whole, in UTF-8. */
#ifndef WG_READ_TEXT_FILE_H
#define WG_READ_TEXT_FILE_H

#include "base/ctx.h"
#include "read/text.h"

/* Lists of ids are small; anything larger is the wrong file. */
#define WG_TEXT_FILE_MAX ((size_t)64 << 20)

/* The text, ended by 0 (counted), without a byte-order mark. `encoding` as the user says it ("GBK");
 * NULL: found by the text (read/encoding.h) and told where evidence is thin. `role` ("together") is
 * for messages. WG_ERR_IO: cannot be read; WG_ERR_DATA: a NUL, or too large; WG_ERR_USAGE: nobody
 * knows the encoding. *out is freed by the caller. */
wg_status wg_text_file(wg_ctx *ctx, const char *role, const char *path, size_t bytes_max,
                       const char *encoding, wg_text *out);

#endif
