/* encoding_fuzz.c - any bytes as texts of a file: decided, and decoded to clean UTF-8. */
#include <stdlib.h>
#include <string.h>

#include "read/decode.h"
#include "read/encoding.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const wg_encoding_verdict *v, const char *bytes, size_t n) {
  wg_decoder d;
  wg_decoded how;
  wg_text text = {0};
  if (!wg_decoder_open(&d, strcmp(v->name, "ASCII") ? v->name : "UTF-8")) abort();
  if (!wg_decode(&d, bytes, n, &text, &how) || !wg_utf8_valid(text.v, text.n)) abort();
  for (size_t i = 0; i + 1 < text.n; i++)
    if ((unsigned char)text.v[i] < 0x20 && !strchr("\t\r\n", text.v[i])) abort();
  if (strlen(text.v) + 1 != text.n) abort();
  WG_VEC_FREE(&text);
  wg_decoder_close(&d);
}

/* The first line is what the file says of itself. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  wg_encoding_evidence e = {0};
  wg_encoding_verdict v;
  char given[WG_ENCODING_NAME] = "", name[WG_ENCODING_NAME];
  const char *bytes = (const char *)data;
  for (size_t i = 0; i + 1 < sizeof given && i < size && bytes[i] != '\n'; i++) given[i] = bytes[i];
  bool known = wg_encoding_named(given, name);
  if (!wg_evidence_add_file(&e, bytes, size) || !wg_evidence_add(&e, bytes, size)) abort();
  wg_encoding_decide(&e, known ? name : NULL, &v);
  check(&v, bytes, size);
  wg_evidence_free(&e);
  return 0;
}
