// A database as an older program has left it: for the tests of what a newer one makes of it.
#pragma once

#include <filesystem>

#include "storage/engine/engine.h"
#include "tests/support/unity.h"

namespace dockhand::test {

// As the version before notices of what lies in a lane for nobody and of units that are not named where they came, and
// before counts had their place beside them.
inline void as_an_older_program_left_it(const std::filesystem::path& file, Disk& disk = Disk::real()) {
  auto db = Engine::open(file, Access::read_write, disk).value();
  Transaction transaction(*db);
  REQUIRE(db->run_script(
                "DELETE FROM notice; DELETE FROM setting WHERE name='old_rows'; DROP INDEX event_counted;"
                "DROP INDEX event_imported; DROP INDEX posting_lost; ALTER TABLE event DROP COLUMN counted;"
                "ALTER TABLE purchase_line DROP COLUMN came_before;"
                "ALTER TABLE purchase_line DROP COLUMN closed_on; ALTER TABLE purchase_line DROP COLUMN "
                "given_up; DROP TABLE lease; DROP TABLE taken; DROP TABLE number_block; DROP TABLE customer_choice; "
                "DROP TABLE stopped_line; ALTER TABLE before_image DROP COLUMN became; DROP INDEX "
                "posting_supplied;"
                "ALTER TABLE proposal DROP COLUMN first_quantity;"
                "ALTER TABLE proposal DROP COLUMN chosen; ALTER TABLE proposal DROP COLUMN chosen_price;"
                "ALTER TABLE proposal DROP COLUMN needed;"
                "ALTER TABLE proposal DROP COLUMN ordered; ALTER TABLE proposal DROP COLUMN ordered_of;"
                "ALTER TABLE proposal DROP COLUMN ordered_price; ALTER TABLE proposal DROP COLUMN decided_name;"
                "ALTER TABLE proposal DROP COLUMN bought;"
                "ALTER TABLE proposal DROP COLUMN placed_name; ALTER TABLE wish DROP COLUMN wished_on;"
                "UPDATE setting SET value='23' WHERE name='schema'")
              .ok());
  REQUIRE(transaction.commit().ok());
}

}  // namespace dockhand::test
