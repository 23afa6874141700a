#include "storage/import/mapping/mapping_memory.h"

#include <sodium.h>

#include <array>
#include <fstream>
#include <iterator>

#include "storage/import/mapping/reject_columns.h"
#include "storage/model/codes.h"

namespace dockhand {
namespace fs = std::filesystem;
namespace {

constexpr std::uintmax_t most_bytes = 64 << 10;

fs::path file_of(const fs::path& memory, const std::vector<std::string>& headers) {
  std::string all;
  // What was said of a file holds for its refused rows.
  for (const std::string& one : headers) all += is_of_rejects(one) ? "" : plain_name(one) + "\n";
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(all.data()), all.size());
  std::array<char, 2 * crypto_hash_sha256_BYTES + 1> text{};
  sodium_bin2hex(text.data(), text.size(), hash.data(), hash.size());
  return memory / (std::string(text.data(), 24) + ".map");
}

}  // namespace

fs::path mapping_memory(const fs::path& database) { return database.string() + ".mappings"; }

Status forget_days(const std::filesystem::path& memory, const std::vector<std::string>& headers) {
  auto known = remembered_mapping(memory, headers);
  if (!known) return known.error();
  if (!*known || !(*known)->said.days) return Done{};
  (*known)->said.days.reset();
  return remember_mapping(memory, headers, **known);
}

Result<std::string> mapping_in(const fs::path& file) {
  std::error_code failure;
  const std::uintmax_t size = fs::file_size(file, failure);
  std::ifstream in(file, std::ios::binary);
  if (failure || size > most_bytes || !in)
    return Error{ErrorKind::io, file.string(), "the mapping cannot be read, or is larger than 64 KB"};
  std::string text{std::istreambuf_iterator<char>(in), {}};
  const auto parsed = parse_mapping(text);
  if (!parsed) return Error{ErrorKind::bad_input, file.string() + ":" + parsed.error().place, parsed.error().message};
  return text;
}

Status write_mapping(const fs::path& file, const std::string& text) {
  const fs::path fresh = file.string() + ".new";
  std::ofstream out(fresh, std::ios::binary | std::ios::trunc);
  out << text;
  out.close();
  std::error_code failure;
  if (out) fs::rename(fresh, file, failure);
  if (!out || failure) return Error{ErrorKind::io, file.string(), "the mapping cannot be written"};
  return Done{};
}

Status remember_mapping(const fs::path& memory, const std::vector<std::string>& headers, const Mapping& mapping) {
  std::error_code failure;
  fs::create_directories(memory, failure);
  std::string text = "# of files with the columns";
  for (const std::string& one : headers) text += (&one == &headers.front() ? " " : ", ") + printable(one, 60);
  return write_mapping(file_of(memory, headers), text + "\n" + text_of(mapping));
}

Result<std::optional<Mapping>> remembered_mapping(const fs::path& memory, const std::vector<std::string>& headers) {
  std::error_code failure;
  if (memory.empty() || !fs::exists(memory, failure)) return std::optional<Mapping>();
  const fs::path file = file_of(memory, headers);
  if (!fs::exists(file, failure)) return std::optional<Mapping>();
  const auto text = mapping_in(file);
  if (!text) return text.error();
  return std::optional(parse_mapping(*text).value());
}

std::string house_currency(const fs::path& memory) {
  std::string currency;
  if (std::ifstream in(memory / "currency"); !memory.empty() && in) in >> currency;
  return printable(currency, 8);
}

Status remember_currency(const fs::path& memory, const std::string& currency) {
  if (memory.empty() || currency.empty() || !house_currency(memory).empty()) return Done{};
  std::error_code failure;
  fs::create_directories(memory, failure);
  return write_mapping(memory / "currency", currency + "\n");
}

}  // namespace dockhand
