#include "store/target.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "store/schema.h"
#include "store/sql.h"

static wg_status io_fail(wg_ctx *ctx, const char *path, const char *cure) {
  return wg_fail(ctx, WG_ERR_IO, "\"%s\" cannot be written (%s); %s", path, strerror(errno), cure);
}

uint64_t wg_target_bytes(const char *path) {
  struct stat st;
  return stat(path, &st) == 0 && st.st_size > 0 ? (uint64_t)st.st_size : 0;
}

/* The folder of a path, as "." if it names none; NULL when memory runs out. */
static char *folder_of(const char *path) {
  char *copy = wg_strdup(path);
  if (!copy) return NULL;
  char *dir = wg_strdup(dirname(copy));
  wg_free(copy);
  return dir;
}

static wg_status check_folder(wg_ctx *ctx, const char *path) {
  char *dir = folder_of(path);
  if (!dir) return wg_nomem(ctx);
  struct stat st;
  wg_status s = WG_OK;
  if (stat(dir, &st) != 0 || !S_ISDIR(st.st_mode))
    s = wg_fail(ctx, WG_ERR_IO, "\"%s\" is not a folder; make it first or choose another path",
                dir);
  else if (access(dir, W_OK) != 0)
    s = wg_fail(ctx, WG_ERR_IO, "\"%s\" cannot be written to; choose another folder", dir);
  wg_free(dir);
  return s;
}

/* An existing file: what SQLite says of it. *app is its application id, -1 for no database. */
static wg_status application_of(wg_ctx *ctx, const char *path, int64_t *app) {
  wg_db db;
  *app = -1;
  WG_TRY(wg_db_open(ctx, path, SQLITE_OPEN_READWRITE, &db));
  sqlite3_stmt *stmt = NULL;
  int rc = sqlite3_prepare_v2(db.h, "PRAGMA application_id", -1, &stmt, NULL);
  if (rc == SQLITE_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW)
    *app = sqlite3_column_int64(stmt, 0);
  sqlite3_finalize(stmt);
  wg_status st = rc == SQLITE_ROW || rc == SQLITE_DONE || (rc & 0xff) == SQLITE_NOTADB ||
                         (rc & 0xff) == SQLITE_CORRUPT
                     ? WG_OK
                     : wg_db_fail(ctx, &db, rc);
  wg_db_close(&db);
  return st;
}

static wg_status check_existing(wg_ctx *ctx, const char *path, wg_target_kind kind) {
  int64_t app;
  if (wg_target_bytes(path) == 0) return WG_OK; /* an empty file is nobody's work */
  WG_TRY(application_of(ctx, path, &app));
  if (kind == WG_TARGET_WORKSPACE && app != WG_APPLICATION_ID)
    return wg_fail(
        ctx, WG_ERR_DATA,
        "\"%s\" is not a wangge workspace and will not be overwritten; choose another path", path);
  if (kind == WG_TARGET_PRODUCT && app == WG_APPLICATION_ID)
    return wg_fail(
        ctx, WG_ERR_DATA,
        "\"%s\" is a wangge workspace and will not be overwritten; choose another output", path);
  return WG_OK;
}

wg_status wg_target_check(wg_ctx *ctx, const char *path, wg_target_kind kind, bool overwrite) {
  struct stat st;
  if (stat(path, &st) != 0) return check_folder(ctx, path);
  if (!S_ISREG(st.st_mode))
    return wg_fail(ctx, WG_ERR_IO, "\"%s\" is not a regular file; choose another path", path);
  if (!overwrite)
    return wg_fail(ctx, WG_ERR_IO, "\"%s\" exists already; pass --overwrite to replace it", path);
  WG_TRY(check_folder(ctx, path));
  return check_existing(ctx, path, kind);
}

wg_status wg_target_temp(wg_ctx *ctx, const char *path, char **temp) {
  size_t room = strlen(path) + 40;
  *temp = wg_alloc(room);
  if (!*temp) return wg_nomem(ctx);
  int fd = -1;
  for (int attempt = 0; attempt < 100 && fd < 0; attempt++) {
    snprintf(*temp, room, "%s.%ld-%d.part", path, (long)getpid(), attempt);
    fd = open(*temp, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0666);
    if (fd < 0 && errno != EEXIST) break;
  }
  if (fd >= 0 && close(fd) == 0) return WG_OK;
  wg_status st = io_fail(ctx, *temp, "check the folder");
  wg_free(*temp);
  *temp = NULL;
  return st;
}

static wg_status sync_file(wg_ctx *ctx, const char *path) {
  int fd = open(path, O_RDWR | O_CLOEXEC);
  bool bad = fd < 0 || fsync(fd) != 0;
  int why = errno;
  if (fd >= 0) close(fd);
  errno = why;
  return bad ? io_fail(ctx, path, "check the disk") : WG_OK;
}

/* Makes the new name last. Some file systems cannot sync a folder: so be it. */
static void sync_folder(const char *folder) {
  int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return;
  fsync(fd);
  close(fd);
}

/* A journal without its database, or of the one replaced, would be played back
 * into the new file. */
static void drop_journals(const char *path) {
  static const char *const tail[] = {"-journal", "-wal", "-shm"};
  char name[4096];
  for (size_t i = 0; i < sizeof tail / sizeof *tail; i++)
    if (snprintf(name, sizeof name, "%s%s", path, tail[i]) < (int)sizeof name) unlink(name);
}

/* Recovers a database left half written, out of WAL mode, and sees that nobody
 * is using it now. Other files pass. */
static wg_status settle_database(wg_ctx *ctx, const char *path) {
  int64_t app;
  wg_db db;
  WG_TRY(application_of(ctx, path, &app));
  if (app < 0) return WG_OK;
  WG_TRY(wg_db_open(ctx, path, SQLITE_OPEN_READWRITE, &db));
  wg_status st = wg_db_exec(ctx, &db, "PRAGMA journal_mode=DELETE;BEGIN EXCLUSIVE;COMMIT");
  wg_db_close(&db);
  return st;
}

/* Without `overwrite` a file that turned up meanwhile is kept: link() does not replace. */
static int move_to(const char *temp, const char *path, bool overwrite) {
  if (overwrite) return rename(temp, path);
  if (link(temp, path) == 0) return unlink(temp);
  if (errno == EEXIST) return -1;
  return rename(temp, path); /* no hard links on this file system */
}

static wg_status settle_and_move(wg_ctx *ctx, const char *temp, const char *path, bool overwrite) {
  int64_t app;
  WG_TRY(sync_file(ctx, temp));
  WG_TRY(application_of(ctx, temp, &app));
  if (wg_target_bytes(path) > 0 && overwrite) WG_TRY(settle_database(ctx, path));
  if (app >= 0 && (overwrite || access(path, F_OK) != 0)) drop_journals(path);
  return move_to(temp, path, overwrite) == 0 ? WG_OK : io_fail(ctx, path, "check the folder");
}

wg_status wg_target_move(wg_ctx *ctx, const char *temp, const char *path, bool overwrite) {
  char *folder = folder_of(path); /* first: nothing may fail once the file is in place */
  if (!folder) return wg_nomem(ctx);
  wg_status st = settle_and_move(ctx, temp, path, overwrite);
  if (st == WG_OK) sync_folder(folder);
  wg_free(folder);
  return st;
}

/* Copies all pages of `from` into the live database `to`, in one transaction. */
static wg_status pour(wg_ctx *ctx, const wg_db *from, const wg_db *to) {
  sqlite3_backup *b = sqlite3_backup_init(to->h, "main", from->h, "main");
  if (!b) return wg_db_fail(ctx, to, sqlite3_errcode(to->h));
  int rc = sqlite3_backup_step(b, -1);
  int end = sqlite3_backup_finish(b);
  if (rc == SQLITE_DONE) rc = end;
  return rc == SQLITE_OK ? WG_OK : wg_db_fail(ctx, to, rc);
}

wg_status wg_target_move_workspace(wg_ctx *ctx, const char *temp, const char *path,
                                   bool overwrite) {
  if (!overwrite || wg_target_bytes(path) == 0) return wg_target_move(ctx, temp, path, overwrite);
  wg_db from = {0}, to = {0};
  wg_status st;
  WG_TRY_GO(wg_db_open(ctx, path, SQLITE_OPEN_READWRITE, &to));
  WG_TRY_GO(wg_db_exec(ctx, &to, "PRAGMA journal_mode=DELETE"));
  WG_TRY_GO(wg_db_open(ctx, temp, SQLITE_OPEN_READONLY, &from));
  WG_TRY_GO(pour(ctx, &from, &to));
done:
  wg_db_close(&from);
  wg_db_close(&to);
  if (st == WG_OK) unlink(temp);
  return st;
}
