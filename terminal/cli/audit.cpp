#include "storage/upkeep/audit.h"

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "storage/model/codes.h"
#include "storage/model/exit_code.h"
#include "terminal/cli/rows.h"
#include "terminal/cli/subcommand.h"

namespace dockhand {
namespace {

std::string text_of(const AuditCheck& check) {
  const std::string detail = check.detail.empty() ? "" : ": " + printable(check.detail, 400);
  return (check.passed ? "ok    " : "FAIL  ") + check.name + detail + "\n";
}

RowJson json_of(const AuditCheck& check) {
  return {{"check", check.name}, {"passed", check.passed}, {"detail", check.detail}};
}

int run_audit(const CommonOptions& common, bool json) {
  auto database = database_of(common);
  if (!database) return report(database.error());
  auto checks = audit(*database);
  if (!checks) return report(checks.error());
  for (const auto& check : *checks) {
    if (!write_out(json ? line_of(json_of(check)) : text_of(check))) return exit_failed;
  }
  const auto failed = std::count_if(checks->begin(), checks->end(), [](const auto& check) { return !check.passed; });
  if (!json) {
    const std::string all = std::to_string(checks->size());
    write_out(failed == 0 ? "The books hold: all " + all + " checks passed.\n"
                          : std::to_string(failed) + " of " + all + " checks FAILED.\n");
  }
  return failed == 0 ? exit_ok : exit_audit;
}

}  // namespace

Subcommand subcommand_audit() {
  auto json = std::make_shared<bool>();
  return {.name = "audit",
          .about = "Checks that the books hold what they promise",
          .options = {option("json", json.get(), "one JSON object per check")},
          .run = [json](const CommonOptions& common) { return run_audit(common, *json); },
          .footer =
              "Balances are the sum of the events, no unit is claimed twice, no order has more than its demand, no "
              "event was\n"
              "changed or lost. Writes nothing. Exit code 4 when a check fails.\n"
              "Example: dockhand audit --db dock.db"};
}

}  // namespace dockhand
