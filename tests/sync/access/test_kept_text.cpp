// What a hub keeps beside its books, in a file or far away.
#include <fstream>
#include <thread>

#include "storage/model/time.h"
#include "sync/access/access_register.h"
#include "sync/access/kept_file.h"
#include "sync/access/watched_text.h"
#include "sync/hub/hub_leases.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;
using namespace std::chrono_literals;

namespace {

// The id of a database.
std::string life(const std::string& end) { return std::string(32 - end.size(), '0') + end; }

// A place that several hubs share, and that is not always reached.
struct Far {
  std::mutex mutex;
  std::string text;
  int version = 0;
  std::atomic<bool> reached{true};
};

class FarText final : public KeptText {
 public:
  explicit FarText(Far& far) : far_(far) {}
  std::string name() const override { return "far"; }
  Result<std::optional<Kept>> other_than(const std::string& version) override {
    if (!far_.reached) return gone();
    const std::lock_guard lock(far_.mutex);
    const std::string now = far_.version == 0 ? "" : std::to_string(far_.version);
    return now == version ? std::optional<Kept>() : std::optional(Kept{far_.text, now});
  }
  Status change(const Change& of) override {
    if (!far_.reached) return gone();
    const std::lock_guard lock(far_.mutex);
    const auto next = of(far_.text);
    if (!next) return next.error();
    far_.text = *next;
    ++far_.version;
    return Done{};
  }

 private:
  static Error gone() { return {ErrorKind::network, "far", "is not reached"}; }
  Far& far_;
};

struct Fixture {
  void setUp() {}
  void tearDown() {}

  std::unique_ptr<AccessRegister> hub(WatchedText::Pace pace = {5ms, 10s}) {
    return std::make_unique<AccessRegister>(WatchedText::of(std::make_unique<FarText>(far), pace).value(),
                                            system_clock());
  }
  static bool comes_true(const std::function<bool()>& holds) {
    for (int i = 0; i < 2'000 && !holds(); ++i) std::this_thread::sleep_for(5ms);
    return holds();
  }

  TemporaryFolder folder;
  Far far;
};

}  // namespace

TEST(a_terminal_that_one_hub_takes_in_is_known_at_the_other_and_a_revocation_holds_there) {
  const auto one = hub(), other = hub();
  const std::string secret = one->new_secret("Dock 4").value();
  const SigningKey key = SigningKey::make().value();
  const std::string id = other->enrol(secret, key.public_key()).value().id;
  REQUIRE(other->terminal(id).value().has_value());  // at once where it was taken in
  REQUIRE(comes_true([&] { return one->terminal(id).value().has_value(); }));
  REQUIRE(one->hub().value() == other->hub().value());
  REQUIRE(one->hub_key().value().public_key() == other->hub_key().value().public_key());
  REQUIRE_FALSE(one->enrol(secret, SigningKey::make().value().public_key()).ok());  // the code was used
  REQUIRE(one->claim(id, "w1").ok());
  REQUIRE(other->claim(id, "w1").ok());
  REQUIRE(one->revoke(id).ok());
  REQUIRE(comes_true([&] { return other->terminal(id).value()->revoked.has_value(); }));
  REQUIRE(other->terminal(id).value()->writers == std::vector<std::string>{"w1"});
}

TEST(a_terminal_that_stands_in_the_shared_register_is_found_by_its_name_and_its_id) {
  const auto known = hub();
  const auto enrolled = [&](const char* name, const std::string& writer) {
    const std::string secret = known->new_secret(name).value();
    const std::string id = known->enrol(secret, SigningKey::make().value().public_key()).value().id;
    if (!writer.empty()) REQUIRE(known->claim(id, writer).ok());
    return id;
  };
  const std::string one = enrolled("Dock 1", life("1")), gone = enrolled("Dock 2", life("2")),
                    again = enrolled("Dock 2", life("3"));
  REQUIRE(known->claim(one, life("1b")).ok());
  const auto lives = [&](const std::string& terminal) {
    LeaseWork all;
    all.terminal = terminal;
    const auto revoked = revocations_of(*known, all);
    if (!revoked) return revoked.error().message;
    std::string text;
    for (const Action& each : *revoked) text += std::get<WriterId>(std::get<Revoke>(each).what).text() + " ";
    return text;
  };
  const std::string first = life("1") + " " + life("1b") + " ";  // of two devices that were made from one image
  REQUIRE(lives("Dock 1") == first);
  REQUIRE(lives(one) == first);
  REQUIRE(lives("Dock 2") == "several terminals have this name: say its id");
  REQUIRE(known->revoke(gone).ok());
  REQUIRE(lives("Dock 2") == life("3") + " ");
  REQUIRE(lives(gone) == life("2") + " ");  // what it has can be taken back
  REQUIRE(lives("nobody").starts_with("is no terminal"));
  REQUIRE(lives(again) == life("3") + " ");
}

TEST(no_labels_at_all_are_refused_as_that) {
  const auto known = hub({5ms, 300ms});
  const std::string secret = known->new_secret("Dock 1").value();
  const std::string id = known->enrol(secret, SigningKey::make().value().public_key()).value().id;
  REQUIRE(known->claim(id, std::string(32, 'a')).ok());
  LeaseWork none;
  none.terminal = id;
  none.prefix = "34012345";
  none.labels = 0;
  REQUIRE(assignment_of(*known, none).error().sentence() == "--labels: must be 1 or more");
  none.labels = LeaseWork::unsaid;
  REQUIRE(assignment_of(*known, none).error().place == "--purchase");
}

TEST(reading_goes_on_for_a_while_when_the_place_is_not_reached_and_then_nobody_is_known) {
  const auto known = hub({5ms, 300ms});
  const std::string secret = known->new_secret("Dock 4").value();
  const std::string id = known->enrol(secret, SigningKey::make().value().public_key()).value().id;
  far.reached = false;
  REQUIRE(known->terminal(id).value().has_value());
  REQUIRE_FALSE(known->revoke(id).ok());
  REQUIRE(comes_true([&] { return !known->terminal(id).ok(); }));
  far.reached = true;
  REQUIRE(comes_true([&] { return known->terminal(id).ok(); }));
}

TEST(hubs_that_change_it_at_once_lose_nothing) {
  const auto one = hub(), other = hub();
  const auto make = [](AccessRegister& of) {
    for (int i = 0; i < 50; ++i) REQUIRE(of.new_secret("Dock").ok());
  };
  std::thread beside([&] { make(*other); });
  make(*one);
  beside.join();
  int codes = 0;
  for (std::size_t at = far.text.find("digest"); at != std::string::npos; at = far.text.find("digest", at + 1)) ++codes;
  REQUIRE(codes == 100);
}

TEST(a_file_that_has_lost_its_text_is_damage_and_not_a_new_beginning) {
  const auto file = folder / "hub.db.access";
  KeptFile kept(file);
  REQUIRE(text_in(kept).value().empty());  // it was never there
  REQUIRE(kept.change([](const std::string&) -> Result<std::string> { return std::string("{}"); }).ok());
  REQUIRE(text_in(kept).value() == "{}");
  std::ofstream(file, std::ios::trunc).close();
  REQUIRE(text_in(kept).error().kind == ErrorKind::corrupt);
  REQUIRE_FALSE(kept.change([](const std::string&) -> Result<std::string> { return std::string("x"); }).ok());
}
