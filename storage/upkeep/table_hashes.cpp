#include <sodium.h>

#include <array>

#include "storage/schema/open_reader.h"
#include "storage/schema/tables.h"
#include "storage/upkeep/audit.h"

namespace dockhand {
namespace {

// No two different rows have the same text: every text stands behind its length.
std::string row_text(const Rows& rows) {
  std::string text;
  for (int column = 0; column < rows.columns(); ++column) {
    const Value value = rows.value(column);
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      text += "i" + std::to_string(*number) + ";";
    } else if (const auto* words = std::get_if<std::string>(&value)) {
      text += "s" + std::to_string(words->size()) + ":" + *words;
    } else {
      text += "n;";
    }
  }
  return text + "\n";
}

TableHash hash_of(Engine& db, const SyncedTable& table) {
  const std::string keys(table.keys);
  // An account that went back to zero is as if it had never been.
  std::string live;
  if (table.name == "balance") live = " WHERE quantity <> 0";
  if (table.name == "to_count" || table.name == "removed") live = " WHERE open = 1";
  const std::string sql = "SELECT " + keys + "," + std::string(table.columns) + " FROM " + std::string(table.name) +
                          live + " ORDER BY " + keys;
  TableHash result{std::string(table.name), 0, ""};
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  for (auto rows = db.query_text(sql, {}); rows.next(); ++result.rows) {
    const std::string text = row_text(rows);
    crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(text.data()), text.size());
  }
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256_final(&state, hash.data());
  std::array<char, 2 * crypto_hash_sha256_BYTES + 1> digits{};
  result.hash = sodium_bin2hex(digits.data(), digits.size(), hash.data(), hash.size());
  return result;
}

}  // namespace

Result<std::vector<TableHash>> table_hashes(const std::filesystem::path& file, Disk& disk) {
  auto engine = open_reader(file, disk);
  if (!engine) return engine.error();
  Engine& db = **engine;
  const Transaction snapshot(db);
  std::vector<TableHash> hashes;
  hashes.reserve(synced_tables.size());
  for (const auto& table : synced_tables) hashes.push_back(hash_of(db, table));
  if (db.failed()) return db.failure();
  return hashes;
}

}  // namespace dockhand
