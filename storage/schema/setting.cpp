#include "storage/schema/setting.h"

#include <charconv>

namespace dockhand {

std::string text_setting(Engine& db, const char* name) {
  auto rows = db.query("SELECT value FROM setting WHERE name=$1", name);
  return rows.next() ? rows.text(0) : "";
}

std::int64_t number_setting(Engine& db, const char* name) {
  const std::string text = text_setting(db, name);
  std::int64_t number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || (failure == std::errc{} && end == text.data() + text.size())) return number;
  db.fail({ErrorKind::corrupt, "", std::string("the database holds a malformed setting '") + name + "'"});
  return 0;
}

std::string name_of_renamed(const std::string& writer, const std::string& id) { return "renamed " + writer + " " + id; }

}  // namespace dockhand
