/* encoding.h - in which encoding are these texts? Decided from all of them together.
 *
 * Texts that are valid UTF-8 are UTF-8. Else the encodings used for towns' data are compared by how
 * likely each makes the texts (encoding_model.h). What the file says of itself (.cpg, the language
 * driver id of a .dbf) counts, but is overruled by clear evidence: it is often wrong.
 */
#ifndef WG_READ_ENCODING_H
#define WG_READ_ENCODING_H

#include <stdint.h>

#include "read/encoding_name.h"
#include "read/text.h"

enum { WG_EVIDENCE_BYTES = 4 << 20, WG_EVIDENCE_TEXTS = 20000 };

/* Different texts; those in ASCII only are counted, the others kept. */
typedef struct wg_encoding_evidence {
  wg_text bytes;        /* one after the other */
  WG_VEC(size_t) end;   /* of each */
  uint64_t *slot;       /* hashes of the texts kept; 0: free */
  size_t slots;         /* a power of two */
} wg_encoding_evidence; /* zeroed is empty */

void wg_evidence_free(wg_encoding_evidence *e);

/* Adds a text, unless it is ASCII or was added before. False when memory runs out. */
bool wg_evidence_add(wg_encoding_evidence *e, const char *text, size_t n);
/* Adds the words of a whole file or a piece of one, whatever its syntax is. */
bool wg_evidence_add_file(wg_encoding_evidence *e, const char *bytes, size_t n);
/* Nothing more is taken: there is enough. */
bool wg_evidence_full(const wg_encoding_evidence *e);

typedef enum wg_certainty {
  WG_ENCODING_PLAIN, /* ASCII only: any will do */
  WG_ENCODING_SURE,
  WG_ENCODING_THIN /* likely, and to be looked at */
} wg_certainty;

typedef struct wg_encoding_verdict {
  char name[WG_ENCODING_NAME]; /* as of wg_encoding_named(); "ASCII" where there is nothing else */
  wg_certainty certainty;
  bool contradicts; /* not what was declared */
  char why[160];    /* "every text is valid UTF-8" */
} wg_encoding_verdict;

/* `declared`: what the file says, by wg_encoding_named(); NULL: nothing. */
void wg_encoding_decide(const wg_encoding_evidence *e, const char *declared,
                        wg_encoding_verdict *out);

#endif
