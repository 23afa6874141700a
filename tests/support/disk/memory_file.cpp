#include "tests/support/disk/memory_file.h"

#include <algorithm>

namespace dockhand::test {
namespace {

constexpr std::size_t sector = 512;

void write_into(std::string& content, const Change& change) {
  if (change.truncates) {
    content.resize(change.offset);
    return;
  }
  content.resize(std::max(content.size(), change.offset + change.bytes.size()));
  content.replace(change.offset, change.bytes.size(), change.bytes);
}

std::string garbage(std::size_t size, std::mt19937& random) {
  std::string bytes(size, '\0');
  for (char& byte : bytes) byte = static_cast<char>(random());
  return bytes;
}

// Sectors of the disk, not of the write.
void tear_into(std::string& content, const Change& change, std::mt19937& random) {
  if (change.truncates) {
    if (random() % 2 == 0) write_into(content, change);
    return;
  }
  for (std::size_t at = 0; at < change.bytes.size();) {
    const std::size_t size = std::min(sector - (change.offset + at) % sector, change.bytes.size() - at);
    const auto fate = random() % 4;
    if (fate == 0) write_into(content, {false, change.offset + at, garbage(size, random)});
    if (fate > 1) write_into(content, {false, change.offset + at, change.bytes.substr(at, size)});
    at += size;
  }
}

// Returns some of its sectors, from the first one on.
Change beginning_of(Change change, std::mt19937& random) {
  if (change.truncates) return change;
  const std::size_t end = (change.offset / sector + random() % (change.bytes.size() / sector + 2)) * sector;
  change.bytes.resize(std::min(change.bytes.size(), end - std::min(end, change.offset)));
  return change;
}

}  // namespace

void MemoryFile::change(Change made) {
  write_into(content, made);
  unsynced.push_back(std::move(made));
}

void MemoryFile::sync() {
  durable = content;
  unsynced.clear();
}

void MemoryFile::settle(Survival survival, std::mt19937& random) {
  if (survival == Survival::nothing) return;
  const std::size_t kept = survival == Survival::prefix ? random() % (unsynced.size() + 1) : unsynced.size();
  for (std::size_t i = 0; i < kept; ++i) {
    if (survival == Survival::torn) {
      tear_into(durable, unsynced[i], random);
    } else {
      write_into(durable, unsynced[i]);
    }
  }
  if (kept < unsynced.size()) write_into(durable, beginning_of(unsynced[kept], random));
}

void MemoryFile::damage(std::size_t offset, std::size_t bytes, std::mt19937& random) {
  change({false, offset, garbage(bytes, random)});
  sync();
}

}  // namespace dockhand::test
