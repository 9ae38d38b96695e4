/* import_text.h - what wangge import says of a town it has read. */
#ifndef WG_CLI_IMPORT_TEXT_H
#define WG_CLI_IMPORT_TEXT_H

#include "wangge.h"

/* To stdout: tables for people; one JSON object. */
void import_text(const wg_import_options *o, const wg_import_summary *s);
void import_json(const wg_import_options *o, const wg_import_summary *s);

#endif
