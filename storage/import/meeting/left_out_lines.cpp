#include "storage/import/meeting/left_out_lines.h"

#include "storage/import/cells/document_rows.h"
#include "storage/model/tools/plural.h"

namespace dockhand {

bool keep_line_of(const std::set<std::string>& refused, const RowNote& note, ImportRow& row, LeftOutLines& lines) {
  const auto document = document_of(row);
  if (note.given_up == 0 || !document || !refused.contains(*document)) return false;
  row = lines.given_up.at(static_cast<std::size_t>(note.given_up) - 1);
  --lines.cancelled;
  ++lines.unread;
  return true;
}

void tell_left_out(const LeftOutLines& lines, std::vector<std::string>& found) {
  const auto tell = [&](std::size_t count, const std::string& one, const std::string& many) {
    if (count > 0) found.push_back(plural(count, one, many));
  };
  tell(lines.unread, "line that the file has no more is kept, as a row that was not taken may be its own",
       "lines that the file has no more are kept, as a row that was not taken may be theirs");
  const std::string end = " (" + lines.first + " ...)";
  tell(lines.kept, "line that the file has no more is kept" + end, "lines that the file has no more are kept" + end);
  tell(lines.cancelled, "line that the file has no more is cancelled" + end,
       "lines that the file has no more are cancelled" + end);
}

}  // namespace dockhand
