// Exit codes, the same for every program and subcommand and documented in --help and the README.
//
// Decides: which code a kind of error becomes. Leaves to others: saying the error.
#pragma once

#include "storage/model/result.h"

namespace dockhand {

enum ExitCode : int {
  exit_ok = 0,
  exit_failed = 1,     // I/O: a file, a folder, a disk, the network; nothing acknowledged is lost
  exit_usage = 2,      // the command line itself is wrong
  exit_bad_input = 3,  // a file, a picture, a line or a command is wrong or refused; the output says which
  exit_audit = 4,      // the books do not hold what they promise
  exit_database = 5,   // the database is damaged, foreign, of a newer version, or in use
};

int exit_code_of(const Error& error);

}  // namespace dockhand
