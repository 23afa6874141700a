// A read-only connection to a database that this program understands.
#pragma once

#include <filesystem>
#include <memory>

#include "storage/engine/engine.h"

namespace dockhand {

// Refuses what Engine::open refuses, books that lack events which were safe (storage/schema/safe_events.h), and a
// schema of another version: reading never migrates. `access` is not read_write.
Result<std::unique_ptr<Engine>> open_reader(const std::filesystem::path& file, Disk& disk = Disk::real(),
                                            Access access = Access::read_only);

}  // namespace dockhand
