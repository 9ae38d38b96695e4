#include "cli/json.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

static void put_text(FILE *out, const char *s) {
  putc('"', out);
  for (; *s; s++) {
    unsigned char c = (unsigned char)*s;
    if (c == '"' || c == '\\') {
      fprintf(out, "\\%c", c);
    } else if (c < 0x20 || c == 0x7f) {
      fprintf(out, "\\u%04x", c);
    } else {
      putc(c, out);
    }
  }
  putc('"', out);
}

static void put_key(json *j, const char *key) {
  if (j->any) putc(',', j->out);
  j->any = true;
  put_text(j->out, key);
  putc(':', j->out);
}

json json_begin(FILE *out) {
  putc('{', out);
  return (json){out, false};
}

void json_end(json *j) { fputs("}\n", j->out); }

void json_string(json *j, const char *key, const char *value) {
  put_key(j, key);
  if (value) {
    put_text(j->out, value);
  } else {
    fputs("null", j->out);
  }
}

void json_bool(json *j, const char *key, bool value) {
  put_key(j, key);
  fputs(value ? "true" : "false", j->out);
}

void json_uint(json *j, const char *key, uint64_t value) {
  put_key(j, key);
  fprintf(j->out, "%" PRIu64, value);
}

void json_real(json *j, const char *key, double value) {
  char text[40];
  put_key(j, key);
  if (!isfinite(value)) {
    fputs("null", j->out);
    return;
  }
  for (int digits = 15; digits <= 17; digits++) {
    snprintf(text, sizeof text, "%.*g", digits, value);
    if (strtod(text, NULL) == value) break;
  }
  fputs(text, j->out);
}

json json_list_begin(json *j, const char *key) {
  put_key(j, key);
  putc('[', j->out);
  return (json){j->out, false};
}

json json_item_begin(json *list) {
  if (list->any) putc(',', list->out);
  list->any = true;
  return json_begin(list->out);
}

void json_item_end(json *item) { putc('}', item->out); }

void json_list_end(json *list) { putc(']', list->out); }

void json_struct(json *j, const void *base, const json_field *field, size_t n) {
  for (size_t i = 0; i < n; i++) {
    const void *at = (const char *)base + field[i].offset;
    switch (field[i].kind) {
      case JSON_BOOL: json_bool(j, field[i].key, *(const bool *)at); break;
      case JSON_UINT: json_uint(j, field[i].key, *(const uint64_t *)at); break;
      case JSON_REAL: json_real(j, field[i].key, *(const double *)at); break;
      case JSON_CHARS: json_string(j, field[i].key, at); break;
    }
  }
}

void json_object(json *j, const char *key, const void *base, const json_field *field, size_t n) {
  put_key(j, key);
  json inner = {j->out, false};
  putc('{', j->out);
  json_struct(&inner, base, field, n);
  putc('}', j->out);
}
