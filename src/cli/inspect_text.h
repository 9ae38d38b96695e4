/* inspect_text.h - the findings of inspect for people. */
#ifndef WG_CLI_INSPECT_TEXT_H
#define WG_CLI_INSPECT_TEXT_H

#include <stdio.h>

#include "wangge.h"

void inspect_text(const wg_inspection *in, FILE *out);

#endif
