/* Chinese names for communities, streets, estates and roads. */
#ifndef TOWN_NAMES_H
#define TOWN_NAMES_H

#include <stddef.h>
#include <stdint.h>

/* Two characters; different for every index below 5000, then with a third. */
void two_char_name(char *out, size_t size, uint64_t seed, uint32_t index);

void community_name(char *out, size_t size, uint64_t seed, uint32_t index);
void subdistrict_name(char *out, size_t size, uint64_t seed, uint32_t index);
void estate_name(char *out, size_t size, uint64_t hash);

/* `suffix` is 路, 街 or 巷. */
void road_name(char *out, size_t size, uint64_t hash, const char *suffix);

#endif
