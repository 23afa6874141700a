#include <charconv>

#include "storage/engine/engine_sqlite_beside.h"
#include "storage/engine/safe_mark.h"

namespace dockhand {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t writer_size = 32;
constexpr std::size_t number_size = 20;
constexpr std::size_t half_size = writer_size + 1 + number_size + 1;

std::string padded(std::string text, std::size_t size) {
  text.resize(size, ' ');
  return text;
}

std::string half_of(const SafeMark& mark) {
  return padded(mark.writer, writer_size) + " " + padded(std::to_string(mark.event), number_size) + "\n";
}

std::string without_blanks(const std::string& text) { return text.substr(0, text.find(' ')); }

}  // namespace

fs::path mark_beside(const fs::path& file) { return file.string() + "-mark"; }

// The mark stands there twice: a write that was torn, or a damaged byte, leaves two that differ.
std::optional<SafeMark> safe_mark_of(const fs::path& file, Disk& disk) {
  const auto bytes = disk.head(mark_beside(file), 2 * half_size);
  if (!bytes || bytes->size() != 2 * half_size) return std::nullopt;
  const std::string half = bytes->substr(0, half_size);
  if (half != bytes->substr(half_size)) return std::nullopt;
  SafeMark mark{without_blanks(half.substr(0, writer_size)), 0};
  const std::string number = without_blanks(half.substr(writer_size + 1, number_size));
  const auto [end, failure] = std::from_chars(number.data(), number.data() + number.size(), mark.event);
  if (failure != std::errc{} || end != number.data() + number.size()) return std::nullopt;
  return mark;
}

SafeMarkWriter::SafeMarkWriter(fs::path file, Disk& disk) : file_(std::move(file)), disk_(disk) {}
SafeMarkWriter::~SafeMarkWriter() = default;

void SafeMarkWriter::put(const SafeMark& mark) {
  if (!opened_) opened_ = std::make_unique<FileBeside>(file_, "-mark", disk_, FileBeside::For::writing);
  const std::string half = half_of(mark);
  if (!opened_->write(half + half, 0)) opened_.reset();
}

}  // namespace dockhand
