#include "storage/engine/engine_sqlite_wal.h"

#include <array>
#include <optional>
#include <string>

#include "storage/engine/engine_sqlite_beside.h"

namespace dockhand {
namespace fs = std::filesystem;
namespace {

// https://www.sqlite.org/fileformat2.html#the_write_ahead_log
constexpr std::size_t log_header_size = 32;
constexpr std::size_t frame_header_size = 24;
constexpr std::uint32_t magic = 0x377F0682;  // the last bit: checksums are of big-endian words
constexpr std::size_t usual_page_size = 4096;
// Scans that share one flush (terminal/app/app_state.h), and some more.
constexpr std::int64_t most_in_one_flush = 100;

std::uint32_t word_at(const std::string& bytes, std::size_t at, bool big = true) {
  const auto byte = [from = bytes.data() + at](int i) { return std::uint32_t{static_cast<unsigned char>(from[i])}; };
  if (big) return byte(0) << 24 | byte(1) << 16 | byte(2) << 8 | byte(3);
  return byte(3) << 24 | byte(2) << 16 | byte(1) << 8 | byte(0);
}

struct Sums {
  std::uint32_t first = 0;
  std::uint32_t second = 0;
  bool operator==(const Sums&) const = default;

  void add(const std::string& bytes, std::size_t from, std::size_t size, bool big) {
    for (std::size_t at = from; at < from + size; at += 8) {
      first += word_at(bytes, at, big) + second;
      second += word_at(bytes, at + 4, big) + first;
    }
  }
};

// The number is odd, and all is modulo 2^32: each round doubles the bits that are right.
std::uint32_t inverse_of(std::uint32_t odd) {
  std::uint32_t inverse = odd;
  for (int round = 0; round < 5; ++round) inverse *= 2 - odd * inverse;
  return inverse;
}

// A word that is off by `d` makes the sums off by (first * d, second * d); one of the two factors is always odd.
bool explains(const Sums& factors, const Sums& off) {
  const bool by_first = factors.first % 2 == 1;
  const std::uint32_t d = by_first ? off.first * inverse_of(factors.first) : off.second * inverse_of(factors.second);
  return factors.first * d == off.first && factors.second * d == off.second;
}

// Whether one wrong word among `words` summed ones, or in the stored sums themselves, makes the sums so far off.
bool is_one_wrong_word(const Sums& off, std::size_t words) {
  if (off.first == 0 || off.second == 0) return true;
  Sums of_first{1, 1};   // the first word of the last pair, then of the one before it ...
  Sums of_second{0, 1};  // the second word
  for (std::size_t pair = 0; pair < words / 2; ++pair) {
    if (explains(of_first, off) || explains(of_second, off)) return true;
    for (Sums* factors : {&of_first, &of_second}) {
      factors->first += factors->second;
      factors->second += factors->first;
    }
  }
  return false;
}

struct Header {
  std::string bytes = std::string(log_header_size, '\0');
  bool big = false;
  Sums sums;
  std::size_t page_size() const { return word_at(bytes, 8); }
  std::uint32_t salt(std::size_t which) const { return word_at(bytes, 16 + 4 * which); }
  Sums stored() const { return {word_at(bytes, 24), word_at(bytes, 28)}; }
  bool has_page_size() const {
    const std::size_t size = page_size();
    return size >= 512 && size <= 65536 && (size & (size - 1)) == 0;
  }
};

// Returns nothing when there is no log.
std::optional<Header> header_of(FileBeside& log) {
  Header header;
  if (!log.read(header.bytes, 0)) return std::nullopt;
  header.big = word_at(header.bytes, 0) % 2 == 1;
  header.sums.add(header.bytes, 0, log_header_size - 8, header.big);
  return header;
}

class Frames {
 public:
  Frames(FileBeside& log, std::size_t page_size) : log_(log), bytes_(frame_header_size + page_size, '\0') {}

  bool read(std::int64_t number) {
    return log_.read(bytes_,
                     static_cast<std::int64_t>(log_header_size) + number * static_cast<std::int64_t>(bytes_.size()));
  }
  Sums sums_after(Sums before, bool big) const {
    before.add(bytes_, 0, 8, big);
    before.add(bytes_, frame_header_size, bytes_.size() - frame_header_size, big);
    return before;
  }
  Sums stored() const { return {word_at(bytes_, 16), word_at(bytes_, 20)}; }
  std::uint32_t salt(std::size_t which) const { return word_at(bytes_, 8 + 4 * which); }
  bool commits() const { return word_at(bytes_, 4) != 0; }
  std::size_t words() const { return 2 + (bytes_.size() - frame_header_size) / 4; }

 private:
  FileBeside& log_;
  std::string bytes_;
};

// Frames of an earlier use of the log have two other salts; one that is half the same has a wrong bit in it.
bool is_of(const Frames& frame, std::uint32_t first, std::uint32_t second) {
  return frame.salt(0) == first || frame.salt(1) == second;
}

std::int64_t commits_from(Frames& frames, std::int64_t number, std::uint32_t first, std::uint32_t second) {
  std::int64_t commits = 0;
  for (; frames.read(number); ++number) commits += is_of(frames, first, second) && frames.commits() ? 1 : 0;
  return commits;
}

Sums difference(const Sums& stored, const Sums& computed) {
  return {stored.first - computed.first, stored.second - computed.second};
}

bool is_damage(bool one_wrong_word, std::int64_t commits) {
  return commits > 0 && (one_wrong_word || commits > most_in_one_flush);
}

// Is for a log whose header was changed: its frames tell each other's salts.
std::int64_t commits_behind(FileBeside& log, const Header& header) {
  Frames frames(log, header.has_page_size() ? header.page_size() : usual_page_size);
  if (!frames.read(0)) return 0;
  const std::int64_t commits = commits_from(frames, 0, frames.salt(0), frames.salt(1));
  bool one_wrong_word = false;
  for (const bool big : {false, true}) {
    Sums sums;
    sums.add(header.bytes, 0, log_header_size - 8, big);
    one_wrong_word = one_wrong_word || is_one_wrong_word(difference(header.stored(), sums), (log_header_size - 8) / 4);
  }
  return is_damage(one_wrong_word, commits) ? commits : 0;
}

// Commits behind a damaged place; 0: the log ends as it may.
std::int64_t commits_behind_damage(FileBeside& log, const Header& header) {
  if (header.sums != header.stored()) return commits_behind(log, header);
  if (!header.has_page_size()) return 0;
  Frames frames(log, header.page_size());
  Sums sums = header.sums;
  for (std::int64_t number = 0; frames.read(number); ++number) {
    const Sums computed = frames.sums_after(sums, header.big);
    const bool same_salts = frames.salt(0) == header.salt(0) && frames.salt(1) == header.salt(1);
    const bool same_sums = computed == frames.stored();
    if (same_sums && same_salts) {
      sums = computed;
      continue;
    }
    const bool one_wrong_word =
        same_sums || (same_salts && is_one_wrong_word(difference(frames.stored(), computed), frames.words()));
    const std::int64_t commits = commits_from(frames, number, header.salt(0), header.salt(1));
    return is_damage(one_wrong_word, commits) ? commits : 0;
  }
  return 0;
}

}  // namespace

Status check_log(const fs::path& file, Disk& disk) {
  if (!disk.exists(file.string() + "-wal")) return Done{};
  FileBeside log(file, "-wal", disk, FileBeside::For::reading);
  const auto header = header_of(log);
  if (!header) return Done{};
  const std::int64_t commits = commits_behind_damage(log, *header);
  if (commits == 0) return Done{};
  // Who writes meanwhile may have begun the log anew.
  if (const auto now = header_of(log); !now || now->bytes != header->bytes) return Done{};
  return Error{ErrorKind::corrupt, file.string(),
               "the file that ends in -wal is damaged, and " + std::to_string(commits) +
                   " changes that were safe are behind the damage; nothing was touched: `dockhand salvage` keeps what "
                   "can be read"};
}

}  // namespace dockhand
