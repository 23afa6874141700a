// Numbers for labels: each is one terminal's, and is printed once.
#include "storage/model/label_numbers.h"
#include "storage/views/lease_views.h"
#include "tests/support/warehouse/leased_site.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture : LeasedSite {
  static constexpr auto prefix = "34012345";

  void give(Floor& terminal, std::int64_t count) {
    hub.accepted(AssignNumbers{prefix, units(count), terminal.ledger->writer(), "Dock 4"});
    sync(a);
    sync(b);
  }
  LabelNumbers numbers_of(const char* file) { return label_numbers(folder / file).value(); }
  Sscc next_of(const char* file) { return numbers_of(file).runs.front().first; }
  // Prints the next ones.
  void print(Floor& terminal, const char* file, std::int64_t count) {
    terminal.accepted(UseNumbers{next_of(file), units(count)});
  }
  // Another device with the same file, of which nobody knows.
  void clone_a_to_b() {
    b.ledger.reset();
    a.ledger.reset();
    std::filesystem::copy_file(folder / "a.db", folder / "b.db", std::filesystem::copy_options::overwrite_existing);
    a.ledger = Ledger::open(folder / "a.db", LedgerRole::terminal, clock).value();
    b.ledger = Ledger::open(folder / "b.db", LedgerRole::terminal, clock).value();
  }
  std::vector<std::string> office_is_told() {
    auto db = open_reader(folder / "hub.db").value();
    return all_of(db->query("SELECT detail FROM notice WHERE kind='office' AND open=1 ORDER BY id"),
                  [](const Cells& cells) { return sentence(parse_notice(cells.text(0)).value()); });
  }
};

}  // namespace

TEST(a_number_has_its_digits_and_its_check_digit) {
  const NumberRange range = numbers_under("34012345");
  REQUIRE(sscc_of(range.begin).text() == "340123450000000000");
  REQUIRE(sscc_of(range.begin + 1).text() == "340123450000000017");
  REQUIRE(number_of(sscc("340123450000000017")) == range.begin + 1);
  REQUIRE(range.end - range.begin == 1'000'000'000);
  REQUIRE_FALSE(parse_label_prefix("3401").ok());
  REQUIRE_FALSE(parse_label_prefix("340123450000").ok());
}

TEST(each_terminal_has_numbers_of_its_own) {
  give(a, 10);
  give(b, 10);
  REQUIRE(next_of("a.db").text() == "340123450000000000");
  REQUIRE(number_of(next_of("b.db")) == number_of(next_of("a.db")) + 10);
  const Sscc of_b = next_of("b.db");
  REQUIRE(a.refused(UseNumbers{of_b, units(1)}).message ==
          of_b.text() + " is no number that is set aside for this terminal");
  require_one_truth();
}

TEST(a_number_that_stands_on_a_unit_already_is_nobodys) {
  const Sscc announced = sscc_of(numbers_under(prefix).begin + 3), next = sscc_of(numbers_under(prefix).begin + 15);
  hub.accepted(Import{{AsnRow{announced, "ASN-1", Units{item("BRG"), units(4), {}, {}, {}}, {}}}});
  hub.accepted(ReceiveUnit{announced, place("DOCK-1")});
  give(a, 8);
  REQUIRE(number_of(next_of("a.db")) == number_of(announced) + 1);
  hub.accepted(Import{{AsnRow{next, "ASN-2", Units{item("BRG"), units(4), {}, {}, {}}, {}}}});
  give(b, 8);
  REQUIRE(number_of(next_of("b.db")) == number_of(next) + 1);
  require_one_truth();
}

TEST(numbers_are_printed_in_turn_without_a_network_and_none_twice) {
  give(a, 10);
  const Sscc first = next_of("a.db");
  print(a, "a.db", 4);
  REQUIRE(a.refused(UseNumbers{first, units(1)}).message ==
          "the next number is " + sscc_of(number_of(first) + 4).text());
  pull(a);  // rows of a hub that does not know of the four yet
  REQUIRE(number_of(next_of("a.db")) == number_of(first) + 4);
  sync(a);
  REQUIRE(numbers_of("a.db").left() == 6);
  require_one_truth();
  REQUIRE(numbers_of("a.db").left() == 6);
}

TEST(a_terminal_that_was_told_that_it_is_revoked_prints_none_of_its_numbers_any_more) {
  give(a, 10);
  REQUIRE(a.ledger->acknowledged(PushReply{0, {}, Error{ErrorKind::refused, "", "revoked"}}).ok());
  REQUIRE(a.refused(UseNumbers{next_of("a.db"), units(1)}).message.find("revoked this terminal") != std::string::npos);
  pull(a);  // the hub lets it in again
  print(a, "a.db", 1);
  require_one_truth();
}

TEST(a_block_that_runs_out_without_a_network_prints_no_more_until_the_hub_has_given_the_next) {
  give(a, 3);
  print(a, "a.db", 2);
  const Sscc last = next_of("a.db");
  REQUIRE(a.refused(UseNumbers{last, units(2)}).message == "1 number is left of this block");
  print(a, "a.db", 1);
  REQUIRE(numbers_of("a.db").runs.empty());
  a.accepted(AssignNumbers{prefix, units(3), {}, "Dock 4"});
  REQUIRE(numbers_of("a.db").asked);
  REQUIRE(numbers_of("a.db").runs.empty());
  sync(a);
  REQUIRE_FALSE(numbers_of("a.db").asked);
  REQUIRE(numbers_of("a.db").left() == 3);
  REQUIRE(number_of(next_of("a.db")) == number_of(last) + 1);
  require_one_truth();
}

TEST(two_copies_of_a_database_print_the_same_numbers_once_and_are_told_and_have_none_after_that) {
  give(a, 10);
  print(a, "a.db", 2);
  clone_a_to_b();
  copies = true;
  print(a, "a.db", 3);
  print(b, "b.db", 2);
  for (int round = 0; round < 4; ++round) sync(a), sync(b);
  copies = false;
  const auto told = office_is_told();
  REQUIRE(told.size() == 1);
  REQUIRE(told.front().find("were printed by two terminals") != std::string::npos);
  for (const char* file : {"a.db", "b.db"}) REQUIRE(numbers_of(file).runs.empty());
  give(a, 5);
  give(b, 5);
  REQUIRE(number_of(next_of("a.db")) == numbers_under(prefix).begin + 10);
  REQUIRE(number_of(next_of("b.db")) == numbers_under(prefix).begin + 15);
  require_one_truth();
}

TEST(a_restored_terminal_has_no_numbers) {
  give(a, 10);
  a.ledger.reset();
  std::filesystem::rename(folder / "a.db", folder / "old.db");
  REQUIRE(Ledger::restore(folder / "old.db", folder / "a.db", clock).ok());
  a.ledger = Ledger::open(folder / "a.db", LedgerRole::terminal, clock).value();
  REQUIRE(numbers_of("a.db").runs.empty());
  for (int round = 0; round < 3; ++round) sync(a);
  give(a, 5);
  REQUIRE(number_of(next_of("a.db")) == numbers_under(prefix).begin + 10);
  require_one_truth();
}

TEST(a_restored_hub_gives_no_number_that_it_may_have_given) {
  hub.accepted(AssignNumbers{prefix, units(5), a.ledger->writer(), ""});
  hub.ledger.reset();
  std::filesystem::copy_file(folder / "hub.db", folder / "old.db");
  hub.ledger = Ledger::open(folder / "hub.db", LedgerRole::hub, clock).value();
  give(b, 7);
  print(b, "b.db", 2);
  const Sscc printed = sscc_of(number_of(next_of("b.db")) - 1);
  hub.ledger.reset();
  std::filesystem::remove(folder / "hub.db");
  REQUIRE(Ledger::restore(folder / "old.db", folder / "hub.db", clock).ok());
  hub.ledger = Ledger::open(folder / "hub.db", LedgerRole::hub, clock).value();
  for (int round = 0; round < 3; ++round) sync(a), sync(b);
  give(a, 5);
  REQUIRE(number_of(next_of("a.db")) > number_of(printed));
  REQUIRE(numbers_of("b.db").runs.empty());
  require_one_truth();
}

TEST(a_revoked_terminal_has_no_numbers_and_an_unknown_one_gets_none) {
  give(a, 10);
  hub.accepted(Revoke{a.ledger->writer(), "it is lost"});
  sync(a);
  REQUIRE(numbers_of("a.db").runs.empty());
  REQUIRE(hub.refused(AssignNumbers{prefix, units(5), WriterId::parse("0123456789abcdef0123456789abcdef").value(), ""})
              .place == "to");
  REQUIRE(hub.refused(AssignNumbers{"34012345678", units(1'000'000), a.ledger->writer(), ""}).place == "count");
  require_one_truth();
}
