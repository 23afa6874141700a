#include "storage/store/cached_site.h"

#include "storage/schema/open_reader.h"
#include "storage/store/store_cache.h"

namespace dockhand {

bool is_cache_of_store(const std::filesystem::path& database) {
  auto reader = open_reader(database, Disk::real(), Access::salvage);
  return reader && !site_of_cache(**reader).empty();
}

}  // namespace dockhand
