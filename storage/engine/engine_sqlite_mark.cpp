#include <charconv>

#include "storage/engine/engine_sqlite_beside.h"
#include "storage/engine/safe_mark.h"
#include "storage/model/tools/stable_hash.h"

namespace dockhand {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t writer_size = 32;
constexpr std::size_t number_size = 20;
constexpr std::size_t check_size = 16;
constexpr std::size_t old_size = writer_size + 1 + number_size + 1;  // without a check of its own
constexpr std::size_t copy_size = old_size + check_size + 1;

std::string padded(std::string text, std::size_t size) {
  text.resize(size, ' ');
  return text;
}

std::string check_of(const std::string& text) {
  constexpr const char* digits = "0123456789abcdef";
  std::string check;
  for (std::uint64_t hash = stable_hash(text); check.size() < check_size; hash >>= 4) check += digits[hash & 15];
  return check;
}

std::string text_of(const SafeMark& mark) {
  return padded(mark.writer, writer_size) + " " + padded(std::to_string(mark.event), number_size) + " ";
}

std::string copy_of(const SafeMark& mark) { return text_of(mark) + check_of(text_of(mark)) + "\n"; }

std::string without_blanks(const std::string& text) { return text.substr(0, text.find(' ')); }

std::optional<SafeMark> mark_in(const std::string& text) {
  SafeMark mark{without_blanks(text.substr(0, writer_size)), 0};
  const std::string number = without_blanks(text.substr(writer_size + 1, number_size));
  const auto [end, failure] = std::from_chars(number.data(), number.data() + number.size(), mark.event);
  if (failure != std::errc{} || end != number.data() + number.size()) return std::nullopt;
  return mark;
}

// One of the copies; nothing of one that was damaged.
std::optional<SafeMark> checked(const std::string& copy) {
  if (copy.size() != copy_size) return std::nullopt;
  const auto mark = mark_in(copy);
  return mark && copy_of(*mark) == copy ? mark : std::nullopt;
}

// As older versions wrote it: twice the same.
std::optional<SafeMark> without_check(const std::string& bytes) {
  if (bytes.size() < 2 * old_size || bytes.substr(0, old_size) != bytes.substr(old_size, old_size)) return std::nullopt;
  return mark_in(bytes);
}

}  // namespace

fs::path mark_beside(const fs::path& file) { return file.string() + "-mark"; }

// The mark stands there twice, each copy with its own check: a write that was torn, or a damaged byte, leaves one.
ReadMark read_mark(const fs::path& file, Disk& disk) {
  const auto bytes = disk.head(mark_beside(file), 2 * copy_size);
  if (!bytes || bytes->find_first_not_of('\0') == std::string::npos) return {};  // the power went before it was there
  // One that was cut off behind its first copy has that copy.
  if (bytes->size() >= copy_size) {
    const auto first = checked(bytes->substr(0, copy_size));
    const auto second = checked(bytes->substr(copy_size));
    if (first && second) return {first->event < second->event ? second : first, false};
    if (first || second) return {first ? first : second, false};
  }
  const auto old = bytes->size() == 2 * old_size ? without_check(*bytes) : std::nullopt;
  return {old, !old && bytes->size() >= 2 * old_size};
}

bool is_log_unmarked(const fs::path& file, Disk& disk) {
  constexpr std::size_t log_header = 32;
  const ReadMark read = read_mark(file, disk);
  if (read.mark || read.damaged) return false;
  const auto log = disk.head(file.string() + "-wal", log_header + 1);
  return log && log->size() > log_header;
}

std::optional<SafeMark> safe_mark_of(const fs::path& file, Disk& disk) { return read_mark(file, disk).mark; }

SafeMarkWriter::SafeMarkWriter(fs::path file, Disk& disk) : file_(std::move(file)), disk_(disk) {}
SafeMarkWriter::~SafeMarkWriter() = default;

void SafeMarkWriter::put(const SafeMark& mark) {
  if (!opened_) opened_ = std::make_unique<FileBeside>(file_, "-mark", disk_, FileBeside::For::writing);
  const std::string copy = copy_of(mark);
  if (!opened_->write(copy + copy, 0)) opened_.reset();
}

}  // namespace dockhand
