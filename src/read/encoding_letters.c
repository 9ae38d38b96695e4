/* Letters of alphabets: the rare ones of the Latin alphabet stand among ASCII letters, those of other
 * alphabets stand side by side, capitals at the beginning or all along. */
#include <string.h>
#include <wchar.h>

#include "read/encoding_model.h"

static bool in(const wchar_t *set, uint32_t c) { return wcschr(set, (wchar_t)c) != NULL; }

static bool ascii_letter(uint32_t c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }

static bool latin(uint32_t c) { return c >= 0xc0 && c < 0x250 && c != 0xd7 && c != 0xf7; }

/* 0: no letter; else a number for the alphabet. */
static int alphabet(uint32_t c) {
  if (c >= 0x386 && c < 0x3d0) return 1;                /* Greek */
  if (c >= 0x400 && c < 0x530) return 2;                /* Cyrillic */
  if (c >= 0x5d0 && c < 0x5eb) return 3;                /* Hebrew */
  if (c >= 0x620 && c < 0x653) return 4;                /* Arabic */
  return c >= 0xe01 && c < 0xe50 && c != 0xe3f ? 5 : 0; /* Thai */
}

static bool capital(uint32_t c) {
  return (c >= 0x386 && c < 0x3ac && c != 0x390) || (c >= 0x400 && c < 0x430);
}

static uint32_t latin_cost(uint32_t c, uint32_t before, bool ascii_behind) {
  uint32_t cost = in(L"äöüÄÖÜßéèêëàâçñóíáúôîûïøåæãõÅØÆÉ", c) ? WG_BITS(9) : WG_BITS(13);
  if (latin(before)) cost += WG_BITS(6);
  if (!ascii_letter(before) && !ascii_behind) cost += WG_BITS(5);
  return cost;
}

static uint32_t other_cost(uint32_t c, uint32_t before, bool ascii_behind) {
  bool goes_on = alphabet(before) == alphabet(c), big = capital(c);
  bool frequent = in(L"оеаинтсрвлкмдпуОЕАИНТСРВЛКМДПУοαιετνσρκπλςμΟΑΙΕΤΝΣΡΚΠΛΜ", c);
  bool rare = alphabet(c) == 2 && !((c >= 0x410 && c < 0x450) || in(L"ЁёІіЇїЄєҐґЎў", c));
  uint32_t cost = frequent ? WG_BITS(4.25) : rare ? WG_BITS(12) : WG_BITS(6.5);
  if (big && goes_on) cost = capital(before) ? cost + WG_BITS(0.25) : WG_BITS(14);
  if (!goes_on) cost += WG_BITS(2);
  if (ascii_letter(before) || ascii_behind) cost += WG_BITS(5);
  return cost;
}

uint32_t wg_letter_cost(uint32_t letter, uint32_t before, bool ascii_behind) {
  if (latin(letter)) return latin_cost(letter, before, ascii_behind);
  if (alphabet(letter)) return other_cost(letter, before, ascii_behind);
  if (letter < 0xa0) return WG_BITS(30);
  return in(L"°±·²№–’", letter) ? WG_BITS(9) : WG_BITS(14);
}
