// What happened and what there is, as tables for the office's own programs.
//
// Decides: which tables there are, their columns, and CSV as they are written in (RFC 4180, UTF-8, LF). Leaves to
// others: what has moved (storage/listings/moved.h), where a table goes. Who makes rows includes nlohmann/json.hpp as
// well.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "storage/listings/listings.h"

namespace dockhand {

enum class ExportOf {
  moves,     // what has moved
  state,     // what there is now
  documents  // what the office itself has sent, as it can be imported again; a drop folder does not get it
};
struct ExportTable {
  std::string_view name;
  ExportOf of;
};
inline constexpr ExportTable export_tables[] = {{"receipts", ExportOf::moves},   {"shipments", ExportOf::moves},
                                                {"counts", ExportOf::moves},     {"shorts", ExportOf::moves},
                                                {"stock", ExportOf::state},      {"allocations", ExportOf::state},
                                                {"orders", ExportOf::documents}, {"purchases", ExportOf::documents}};

// For a table of what has moved, these are the events after `since` up to `until`.
Result<std::vector<RowJson>> exported_rows(const std::filesystem::path& database, std::string_view table,
                                           std::int64_t since, std::int64_t until);

// Returns the heading and the rows. It is empty when there are no rows.
std::string csv_of(const std::vector<RowJson>& rows);
// The heading is there also when there are no rows.
std::string csv_of_export(std::string_view table, const std::vector<RowJson>& rows);
// Returns the text of a cell. Nothing that a code contains can command the terminal that shows it.
constexpr std::size_t longest_in_table = 120;  // bytes of a text
std::string cell_text(const RowJson& value, std::size_t most = longest_in_table);

}  // namespace dockhand
