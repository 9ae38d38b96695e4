/* Any command line may be refused; none may crash. Arguments are separated by newlines. */
#include <stdint.h>
#include <string.h>

#include "cli/command.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char text[4096], *argv[64], error[128];
  int argc = 0;
  if (size < 1 || size >= sizeof text) return 0;
  const cli_command *c = cli_commands[data[0] % 6];
  memcpy(text, data + 1, size - 1);
  text[size - 1] = 0;
  for (char *rest = text, *w; argc < 64 && (w = strsep(&rest, "\n"));) argv[argc++] = w;
  void *args = wg_calloc(1, c->args_size);
  cli_common common = {0};
  c->init(args);
  opt_set sets[2] = {{c->rows, c->n_rows, args}, {cli_common_rows, cli_common_n, &common}};
  if (opt_parse(sets, 2, argc, argv, error, sizeof error)) {
    opt_check_required(sets, 2, error, sizeof error);
  }
  opt_free(&sets[0]);
  wg_free(args);
  return 0;
}
