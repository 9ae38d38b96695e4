/* json.h - a small JSON writer: one object on one line.
 *
 * json_begin(); json_...(); json_end(). A struct's members are written from rows,
 * so that a summary's JSON is declared beside the struct's use and nowhere else.
 */
#ifndef WG_CLI_JSON_H
#define WG_CLI_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

typedef struct json {
  FILE *out;
  bool any; /* a member was written */
} json;

json json_begin(FILE *out);
void json_end(json *j);
void json_string(json *j, const char *key, const char *value); /* NULL: null */
void json_bool(json *j, const char *key, bool value);
void json_uint(json *j, const char *key, uint64_t value);
void json_real(json *j, const char *key, double value); /* text that reads back; NaN: null */

/* A member that is a list of objects: json list = json_list_begin(j, key); for each
 * { json o = json_item_begin(&list); json_...(&o, ...); json_item_end(&o); } json_list_end(&list). */
json json_list_begin(json *j, const char *key);
json json_item_begin(json *list);
void json_item_end(json *item);
void json_list_end(json *list);

typedef enum json_kind { JSON_BOOL, JSON_UINT, JSON_REAL, JSON_CHARS } json_kind;

typedef struct json_field {
  json_kind kind; /* bool, uint64_t, double, char[] */
  const char *key;
  size_t offset;
} json_field;

/* A row for member m of struct type S. */
#define JSON_FIELD(KIND, S, m) \
  { JSON_##KIND, #m, offsetof(S, m) }

void json_struct(json *j, const void *base, const json_field *field, size_t n);
/* The same as a member that is an object of its own. */
void json_object(json *j, const char *key, const void *base, const json_field *field, size_t n);

#endif
