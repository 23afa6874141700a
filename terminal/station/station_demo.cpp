#include <fstream>

#include "assets/embedded.h"
#include "storage/import/import.h"
#include "terminal/station/scratch_folder.h"
#include "terminal/station/station.h"

namespace dockhand {
namespace fs = std::filesystem;
namespace {

Result<bool> knows_nothing(const fs::path& database) {
  auto views = Views::open(database);
  if (!views) return views.error();
  auto locations = (*views)->locations();
  if (!locations) return locations.error();
  return locations->empty();
}

Status import_one(Ledger& ledger, const assets::File& file, const fs::path& folder, Instant now) {
  const fs::path path = folder / file.name;
  std::ofstream out(path, std::ios::binary);
  out.write(reinterpret_cast<const char*>(file.bytes.data()), static_cast<std::streamsize>(file.bytes.size()));
  out.close();
  if (!out) return Error{ErrorKind::io, path.string(), "the demo warehouse cannot be unpacked here"};
  const auto by = OperatorName::parse("demo");
  const auto report = import_file(ledger, path, *by, now);
  if (!report) return report.error();
  if (!report->errors.empty()) return report->errors.front();
  return Done{};
}

}  // namespace

Status import_demo(Ledger& ledger, const fs::path& database, Instant now) {
  const auto empty = knows_nothing(database);
  if (!empty) return empty.error();
  if (!*empty) return Done{};
  const ScratchFolder folder;
  for (const assets::File& file : assets::demo_files()) {
    if (auto imported = import_one(ledger, file, folder.path(), now); !imported) return imported;
  }
  return Done{};
}

}  // namespace dockhand
