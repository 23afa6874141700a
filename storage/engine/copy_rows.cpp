#include "storage/engine/copy_rows.h"

#include <string>
#include <vector>

namespace dockhand {
namespace {

std::vector<std::string> first_column(Rows rows, int column) {
  std::vector<std::string> texts;
  while (rows.next()) texts.push_back(rows.text(column));
  return texts;
}

std::string joined(const std::vector<std::string>& names, const std::string& prefix = "") {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    text += (i == 0 ? "" : ",") + (prefix.empty() ? names[i] : prefix + std::to_string(i + 1));
  }
  return text;
}

// Copies one table in the order of its pages: forward up to the first damage, then backward down to the last one.
class TableCopy {
 public:
  TableCopy(Engine& from, Engine& to, const std::string& table)
      : from_(from), to_(to), columns_(first_column(to.query_text("PRAGMA table_info(" + table + ")", {}), 1)) {
    for (auto rows = to.query_text("PRAGMA table_info(" + table + ")", {}); rows.next();) {
      needed_.push_back(rows.integer(3) != 0);
    }
    const std::string names = joined(columns_);
    read_ = "SELECT rowid," + names + " FROM " + table + " NOT INDEXED ";
    write_ = "INSERT INTO " + table + "(" + names + ") VALUES(" + joined(columns_, "$") + ") ON CONFLICT DO NOTHING";
  }

  // Returns whether every row was there.
  bool run() {
    const bool whole = copy("ORDER BY rowid", {});
    if (!whole) copy("WHERE rowid > $1 ORDER BY rowid DESC", {Value(last_)});
    return whole;
  }

 private:
  bool copy(const std::string& order, const std::vector<Value>& cells) {
    from_.clear_failure();
    std::int64_t last = last_;
    bool sound = true;
    {
      auto rows = from_.query_text(read_ + order, cells);
      while (rows.next()) {
        std::vector<Value> row;
        for (std::size_t i = 0; i < columns_.size(); ++i) row.push_back(rows.value(static_cast<int>(i) + 1));
        if (is_sound(row)) {
          to_.run_text(write_, row);
        } else {
          sound = false;
        }
        last = rows.integer(0);
      }
    }
    last_ = last;
    const bool whole = !from_.failed();
    from_.clear_failure();
    return whole && sound;
  }

  // Of a page that was cut off a row may come back without its values.
  bool is_sound(const std::vector<Value>& row) const {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (needed_[i] && row[i] == Value()) return false;
    }
    return true;
  }

  Engine& from_;
  Engine& to_;
  std::vector<std::string> columns_;
  std::vector<bool> needed_;  // which columns are NOT NULL
  std::string read_, write_;
  std::int64_t last_ = 0;  // the rowid that was copied last
};

}  // namespace

Status Engine::copy_to(const std::filesystem::path& file) {
  clear_failure();
  run("VACUUM INTO $1", file.string());
  if (!failed()) return Done{};
  const Error error = failure();
  clear_failure();
  // The database is only read here: what is not wrong with it is wrong with the copy.
  if (error.kind == ErrorKind::corrupt || error.kind == ErrorKind::foreign || self_check() != "ok") return error;
  return Error{error.kind, file.string(), error.message};
}

bool copy_rows(Engine& from, Engine& to) {
  bool whole = true;
  const auto tables = first_column(
      to.query("SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite%' ORDER BY name"), 0);
  for (const std::string& table : tables) whole = TableCopy(from, to, table).run() && whole;
  return whole;
}

}  // namespace dockhand
