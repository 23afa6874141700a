// Mails that came back are found by the number that they cite.
#include <algorithm>
#include <fstream>
#include <optional>

#include "storage/views/views.h"
#include "sync/hub/hub_letters.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture {
  void setUp() {
    Floor office{file, LedgerRole::hub, clock, "office"};
    office.open_warehouse();
    office.accepted(Import{{SiteRow{"tell_customers", true}}});
    office.demand_is({office.demand("SO-1/1", 4)});
    const auto letters = office.ledger->letters_due({{"smtp"}, clock.now(), 0}).value();
    REQUIRE(letters.size() == 1);
    id = letters[0].id;
    REQUIRE(office.ledger->letter_tried({id, "smtp", LetterState::sent}).ok());
  }
  void tearDown() {}

  TemporaryFolder folder;
  ManualClock clock{Instant::parse("2026-11-20T08:00:00Z").value()};
  const std::filesystem::path file = folder / "hub.db";
  std::string id;

  Result<std::string> refuse(const std::string& what) {
    LetterWork work;
    work.refused = what;
    return do_letter_work(file, LedgerRole::hub, work, clock);
  }
  std::string state() const { return Views::open(file).value()->messages(10).value().at(0).state; }
  std::ptrdiff_t notices() const {
    const auto all = Views::open(file).value()->notices().value();
    return std::count_if(all.begin(), all.end(), [](const NoticeView& one) {
      return one.notice.detail.find("did not arrive by smtp") != std::string::npos;
    });
  }
  std::string mailbox(const std::string& text) const {
    const auto path = folder / "returned.mbox";
    std::ofstream(path) << text;
    return path.string();
  }
};

}  // namespace

TEST(a_mail_that_came_back_is_refused_and_a_notice_once) {
  const std::string mails = mailbox("From MAILER-DAEMON\nSubject: Undelivered\n\nMessage-ID: <" + id +
                                    "@shop.example>\n\nFrom other\nMessage-ID: <0123456789abcdef0123456789abcdef@x>\n");
  REQUIRE(refuse(mails).value().starts_with("1 letters did not arrive"));
  REQUIRE(state() == "refused");
  REQUIRE(notices() == 1);
  REQUIRE(refuse(mails).value().starts_with("0 letters"));
  REQUIRE(notices() == 1);
}

TEST(one_letter_is_named_by_its_id) {
  REQUIRE(refuse(id).value().starts_with("1 letters"));
  REQUIRE(state() == "refused");
}

TEST(what_is_neither_a_letter_nor_a_file_is_said) {
  REQUIRE(refuse("no-such-file").error().kind == ErrorKind::bad_input);
  REQUIRE(refuse(mailbox("nothing of ours <abc@x>")).value().starts_with("0 letters"));
  REQUIRE(state() == "sent");
}
