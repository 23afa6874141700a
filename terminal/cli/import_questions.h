// An import with somebody to ask: what files do not say is asked, and asked once.
//
// Decides: what is asked when, that answers are remembered beside the database for the same headers, and what is said
// where nobody can be asked. Leaves to others: the questions themselves (terminal/cli/ask_mapping.h), the import
// (storage/import/import_files.h).
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "storage/import/import_files.h"
#include "sync/local/desk.h"
#include "terminal/cli/ask_mapping.h"

namespace dockhand {

struct ImportQuestions {
  Asks asks{};                         // empty: nobody sits there
  std::filesystem::path database{};    // answers are remembered beside it
  std::filesystem::path map_to_write;  // --map of a file that is not there yet; empty: none
};

// Asks somebody who sits at the terminal. There is nobody unless input and output are one terminal.
Asks asks_of_terminal();

// Reads the files, and reads them again with each answer.
Result<ParsedFiles> read_files(const std::vector<std::filesystem::path>& files, const ImportQuestions& questions,
                               ImportChoices& choices);
// Files that were read, and who imports them.
struct AskedImport {
  std::vector<std::filesystem::path> files;
  OperatorName by;
  ImportChoices choices;
  ImportQuestions questions;
};
// Books the files. When a file leaves out lines of an order that comes again, and nobody has ever said what happens
// then, it asks. Where nobody answers it is an Error that names the flag.
Result<std::vector<ImportedFile>> import_asking(AskedImport asked, ParsedFiles parsed, Desk& desk);

}  // namespace dockhand
