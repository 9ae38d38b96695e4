/* register_text.h - what a register's rows came to, for people and as JSON. */
#ifndef WG_CLI_REGISTER_TEXT_H
#define WG_CLI_REGISTER_TEXT_H

#include "cli/json.h"
#include "wangge.h"

/* Rows by outcome, with their numbers: the lines add up to the register's total. */
void print_register(const wg_register_summary *s);

/* "register", its "register_outcomes" and its "register_numbers". */
void json_register(json *j, const wg_register_summary *s);

#endif
