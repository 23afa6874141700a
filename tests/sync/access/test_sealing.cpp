// What only one terminal and its hub can read, and what only the machine with the key's file can.
#include "storage/model/private_file.h"
#include "sync/access/file_key.h"
#include "sync/access/sealing.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture {
  void setUp() {}
  void tearDown() {}

  SigningKey hub = SigningKey::make().value();
  SigningKey terminal = SigningKey::make().value();
  SigningKey stranger = SigningKey::make().value();
  TemporaryFolder folder;
};

}  // namespace

TEST(what_is_sealed_is_read_by_the_one_for_whom_it_was_sealed) {
  const std::string sealed = sealed_for(hub.public_key(), terminal, "471103").value();
  REQUIRE(sealed.find("471103") == std::string::npos);
  REQUIRE(opened_from(terminal.public_key(), hub, sealed).value() == "471103");
  REQUIRE_FALSE(opened_from(terminal.public_key(), stranger, sealed).ok());
}

TEST(who_opens_what_is_sealed_knows_whom_it_comes_from) {
  const std::string forged = sealed_for(terminal.public_key(), stranger, "471103").value();
  REQUIRE_FALSE(opened_from(hub.public_key(), terminal, forged).ok());
}

TEST(what_was_changed_on_its_way_does_not_open) {
  std::string sealed = sealed_for(hub.public_key(), terminal, "471103").value();
  sealed.back() = sealed.back() == '0' ? '1' : '0';
  REQUIRE_FALSE(opened_from(terminal.public_key(), hub, sealed).ok());
  REQUIRE_FALSE(opened_from(terminal.public_key(), hub, "").ok());
  REQUIRE_FALSE(opened_from(terminal.public_key(), hub, "xyz").ok());
  REQUIRE_FALSE(opened_from("no key", hub, sealed).ok());
  REQUIRE_FALSE(sealed_for("no key", hub, "471103").ok());
}

TEST(what_is_sealed_twice_is_not_the_same_twice) {
  REQUIRE(sealed_for(hub.public_key(), terminal, "1").value() != sealed_for(hub.public_key(), terminal, "1").value());
}

TEST(what_is_locked_opens_with_the_key_of_its_file_as_what_it_was_locked_as) {
  const std::string locked = FileKey::open(folder / "key").value().lock("hash", "ada");
  const FileKey again = FileKey::open(folder / "key").value();
  REQUIRE(again.unlock(locked, "ada") == "hash");
  REQUIRE_FALSE(again.unlock(locked, "bo"));
  REQUIRE_FALSE(again.unlock("", "ada"));
  REQUIRE_FALSE(FileKey::open(folder / "another").value().unlock(locked, "ada"));
}

TEST(a_file_that_is_no_key_is_refused) {
  REQUIRE(write_private_file(folder / "key", "not a key").ok());
  REQUIRE(FileKey::open(folder / "key").error().kind == ErrorKind::corrupt);
}
