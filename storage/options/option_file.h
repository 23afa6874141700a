// What stands in the file of --config.
//
// Decides: nothing; a program says it. Leaves to others: how the file is read (storage/options/option_file_reader.h).
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace dockhand {

struct OptionFile {
  std::string help;
  // "sites" and "for": the member `db` of the table [sites.berlin] is --for berlin:db=VALUE. Each has these members.
  struct NamedTables {
    std::string table, option;
    std::vector<std::string> members;
  };
  std::vector<std::string> tables;  // "files": the member `in` of the table [files] is --files-in
  std::optional<NamedTables> named{};
};

}  // namespace dockhand
