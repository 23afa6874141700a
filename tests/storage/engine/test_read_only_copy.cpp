// A copy of the books where nobody can write.
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "storage/upkeep/audit.h"
#include "storage/views/views.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

// Root may write anywhere: who is root is nobody for a while.
class Unprivileged {
 public:
  Unprivileged() { become(65534); }
  ~Unprivileged() { become(0); }
  Unprivileged(const Unprivileged&) = delete;
  Unprivileged& operator=(const Unprivileged&) = delete;

 private:
  void become(uid_t user) const {
    if (root_) REQUIRE(::seteuid(user) == 0);
  }
  const bool root_ = ::geteuid() == 0;
};

struct Fixture {
  void setUp() {
    {
      Floor floor(file, LedgerRole::terminal, clock, "t");
      floor.open_warehouse();
      floor.accepted(floor.receipt(12));
    }
    std::filesystem::create_directory(folder / "copy #1?");
    std::filesystem::copy_file(file, copy);
    ::chmod(copy.c_str(), 0444);
    ::chmod(copy.parent_path().c_str(), 0555);
    ::chmod(copy.parent_path().parent_path().c_str(), 0755);
  }
  void tearDown() { ::chmod(copy.parent_path().c_str(), 0755); }

  TemporaryFolder folder;
  std::filesystem::path file = folder / "dock.db";
  std::filesystem::path copy = folder / "copy #1?" / "100%.db";
  ManualClock clock{Instant::parse("2026-11-22T08:00:00Z").value()};
};

}  // namespace

TEST(a_copy_where_nobody_can_write_is_shown_and_audited) {
  const Unprivileged nobody;
  auto views = Views::open(copy, clock);
  REQUIRE(views.ok());
  REQUIRE((*views)->stock()->size() == 1);
  const auto checks = audit(copy);
  REQUIRE(checks.ok());
  for (const AuditCheck& check : *checks) {
    INFO(check.name);
    REQUIRE(check.passed);
  }
}

TEST(a_copy_with_a_log_beside_it_is_not_shown_without_the_log) {
  ::chmod(copy.parent_path().c_str(), 0755);
  std::ofstream(copy.string() + "-wal") << "rows that are not in the file yet";
  ::chmod(copy.parent_path().c_str(), 0555);
  const Unprivileged nobody;
  REQUIRE_FALSE(Views::open(copy, clock).ok());
}
