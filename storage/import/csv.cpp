#include "storage/import/csv.h"

#include <csv.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <optional>
#include <string_view>

namespace dockhand {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t block_size = 64 << 10;

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

// libcsv knows fields and records, but no lines: it is fed line by line, so that each record's first line is known.
class Reader {
 public:
  Reader(const fs::path& file, const std::function<void(CsvRecord&)>& take) : file_(file), take_(take) {
    csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI);
  }
  ~Reader() { csv_free(&parser_); }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  // False after the first error.
  bool block(std::string_view bytes) {
    while (!bytes.empty() && !error_) {
      const std::size_t end = bytes.find('\n');
      const bool whole = end != std::string_view::npos;
      piece(bytes.substr(0, whole ? end + 1 : bytes.size()));
      if (whole) ++line_;
      bytes.remove_prefix(whole ? end + 1 : bytes.size());
    }
    return !error_;
  }

  void finish() {
    if (!error_ && csv_fini(&parser_, on_field, on_end, this) != 0) bad_quotes();
  }

  const std::optional<Error>& error() const { return error_; }

 private:
  void piece(std::string_view text) {
    if (text.find('\0') != std::string_view::npos) return fail(line_, "holds a zero byte: this is not a text file");
    if (between_records_) {
      if (is_blank(text)) return;
      record_.line = line_;
      record_bytes_ = 0;
      between_records_ = false;
    }
    record_bytes_ += static_cast<std::int64_t>(text.size());
    if (record_bytes_ > max_csv_record) {
      return fail(record_.line, "is longer than " + std::to_string(max_csv_record) + " bytes: is a quote not closed?");
    }
    if (csv_parse(&parser_, text.data(), text.size(), on_field, on_end, this) != text.size()) bad_quotes();
  }

  void bad_quotes() {
    fail(record_.line, "has a quote in the wrong place: quotes stand around a whole field, and are doubled within it");
  }

  void fail(std::int64_t line, const std::string& message) {
    if (!error_) {
      error_ = Error{ErrorKind::bad_input, file_.string() + ":" + std::to_string(line), "the line " + message};
    }
  }

  void end_record() {
    if (between_records_) return fail(line_, "ends in CR alone; save the file with LF or CRLF line ends");
    take_(record_);
    record_.fields.clear();
    between_records_ = true;
  }

  static void on_field(void* text, std::size_t size, void* self) {
    static_cast<Reader*>(self)->record_.fields.emplace_back(static_cast<const char*>(text), size);
  }
  static void on_end(int, void* self) { static_cast<Reader*>(self)->end_record(); }

  const fs::path& file_;
  const std::function<void(CsvRecord&)>& take_;
  csv_parser parser_{};
  std::optional<Error> error_;
  CsvRecord record_;
  std::int64_t record_bytes_ = 0;
  std::int64_t line_ = 1;
  bool between_records_ = true;
};

Error unreadable(const fs::path& file, const std::string& why) { return Error{ErrorKind::io, file.string(), why}; }

// Takes the byte order mark off, and names the other encodings that spreadsheets write.
std::optional<Error> check_start(const fs::path& file, std::string_view& bytes) {
  if (bytes.substr(0, 3) == "\xEF\xBB\xBF") bytes.remove_prefix(3);
  if (bytes.substr(0, 2) != "\xFF\xFE" && bytes.substr(0, 2) != "\xFE\xFF") return std::nullopt;
  return Error{ErrorKind::bad_input, file.string() + ":1", "the file is UTF-16: save it as CSV in UTF-8"};
}

std::string finish_hash(crypto_hash_sha256_state& state) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256_final(&state, hash.data());
  std::array<char, 2 * crypto_hash_sha256_BYTES + 1> text{};
  return sodium_bin2hex(text.data(), text.size(), hash.data(), hash.size());
}

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

}  // namespace

Result<std::string> read_csv(const fs::path& file, const std::function<void(CsvRecord&)>& take) {
  std::error_code failure;
  if (fs::is_directory(file, failure)) return unreadable(file, "this is a folder, not a CSV file");
  const std::unique_ptr<std::FILE, Close> stream(std::fopen(file.c_str(), "rb"));
  if (!stream) return unreadable(file, std::string("the file cannot be opened (") + std::strerror(errno) + ")");
  crypto_hash_sha256_state hash;
  crypto_hash_sha256_init(&hash);
  Reader reader(file, take);
  std::vector<char> block(block_size);
  for (bool first = true;; first = false) {
    const std::size_t size = std::fread(block.data(), 1, block.size(), stream.get());
    if (size == 0) break;
    crypto_hash_sha256_update(&hash, reinterpret_cast<const unsigned char*>(block.data()), size);
    std::string_view bytes(block.data(), size);
    if (first) {
      if (auto wrong = check_start(file, bytes)) return *wrong;
    }
    if (!reader.block(bytes)) return *reader.error();
  }
  if (std::ferror(stream.get()) != 0) return unreadable(file, "reading the file failed");
  reader.finish();
  if (reader.error()) return *reader.error();
  return finish_hash(hash);
}

}  // namespace dockhand
