#include "sync/local/left_out_rule.h"

#include "storage/import/mapping/mapping_memory.h"
#include "storage/model/fresh_id.h"

namespace dockhand {
namespace fs = std::filesystem;
namespace {

fs::path said_to_keep(const fs::path& database) { return mapping_memory(database) / "left-out-lines-are-kept"; }

}  // namespace

bool is_said_to_keep(const fs::path& database) {
  std::error_code failure;
  return fs::exists(said_to_keep(database), failure);
}

Status set_left_out(const fs::path& database, bool cancel, Desk& desk, const OperatorName& by) {
  const Command command{fresh_command_id(), by, system_clock().now(), Import{{SiteRow{"cancel_left_out", cancel}}}};
  const auto outcome = desk.execute(command);
  if (!outcome) return outcome.error();
  if (const auto* no = std::get_if<Refused>(&*outcome)) return no->error;
  std::error_code failure;
  if (cancel) {
    fs::remove(said_to_keep(database), failure);
    return Done{};
  }
  fs::create_directories(mapping_memory(database), failure);
  return write_mapping(said_to_keep(database), "a line that a document comes again without is kept\n");
}

}  // namespace dockhand
