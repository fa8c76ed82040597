#ifndef LINNET_CSQLITE_SHIM_H
#define LINNET_CSQLITE_SHIM_H
#include <sqlite3.h>

/// An open file of ours: what SQLite wants to see, and behind it the object that has the bytes.
typedef struct linnet_sqlite_file {
  sqlite3_file base;
  void *source;
} linnet_sqlite_file;

// What Swift cannot see: numbers made of two others, and functions of any number of inputs.

static const int linnet_sqlite_cannot_read = SQLITE_IOERR_READ;
static const int linnet_sqlite_short_read = SQLITE_IOERR_SHORT_READ;

/// Sets an option of a connection on or off.
static inline int linnet_sqlite_set(sqlite3 *database, int option, int is_on) {
  return sqlite3_db_config(database, option, is_on, (int *)0);
}
#endif
