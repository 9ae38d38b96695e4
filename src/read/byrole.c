#include "read/byrole.h"

#include <string.h>

static const char *const roles[] = {"districts", "buildings", "roads",     "barriers",
                                    "zones",     "estates",   "addresses", "register"};
enum { ROLES = sizeof roles / sizeof *roles };

/* The value behind "ROLE="; NULL when the entry names no role. */
static const char *after_role(const char *entry, const char *role) {
  size_t n = strlen(role);
  return strncmp(entry, role, n) == 0 && entry[n] == '=' ? entry + n + 1 : NULL;
}

static const char *after_any_role(const char *entry) {
  const char *value = NULL;
  for (size_t i = 0; i < ROLES && !value; i++) value = after_role(entry, roles[i]);
  return value;
}

const char *wg_by_role(const char *const *list, size_t n, const char *role, bool *own) {
  const char *common = NULL, *named = NULL;
  for (size_t i = 0; i < n; i++) {
    const char *value = after_role(list[i], role);
    if (value)
      named = value;
    else if (!after_any_role(list[i]))
      common = list[i];
  }
  if (own) *own = named != NULL;
  return named ? named : common;
}

/* "building=GBK": letters, then "=", and none of the roles. */
static bool mistaken(const char *entry) {
  size_t n = strspn(entry, "abcdefghijklmnopqrstuvwxyz");
  return n > 0 && entry[n] == '=' && !after_any_role(entry);
}

wg_status wg_by_role_check(wg_ctx *ctx, const char *option, const char *const *list, size_t n) {
  for (size_t i = 0; i < n; i++) {
    const char *value = after_any_role(list[i]);
    if (mistaken(list[i]))
      return wg_fail(ctx, WG_ERR_USAGE,
                     "\"--%s %.100s\": no layer is called that; write ROLE=VALUE with districts, "
                     "buildings, roads, barriers, zones, estates, addresses or register",
                     option, list[i]);
    if (!*(value ? value : list[i]))
      return wg_fail(ctx, WG_ERR_USAGE, "\"--%s %.100s\" has no value; write one behind it", option,
                     list[i]);
  }
  return WG_OK;
}
