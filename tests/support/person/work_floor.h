// The warehouse of random work, and what a person can do in it.
//
// Decides: which goods, orders and purchases there are, what may come from elsewhere meanwhile, and what of a page can
// be tapped. Leaves to others: which inputs come (tests/support/person/random_work.h), what may be booked then
// (tests/support/person/work_oracle.h).
#pragma once

#include <filesystem>
#include <fstream>

#include "storage/nightly/plan_thread.h"
#include "terminal/device/preferences.h"
#include "terminal/people/door.h"
#include "tests/support/person/office_stick.h"
#include "tests/support/terminal/terminal_fixture.h"

namespace dockhand::test {

struct WorkInput {
  std::string scan{};
  std::string tap{};
  std::optional<int> typed{};
  bool is_badge = false;
};

// What can be tapped on a page.
inline std::vector<std::string> tappable(const Page& page) {
  std::vector<std::string> ids;
  if (const auto* work = std::get_if<WorkPage>(&page)) {
    for (const Button& button : work->actions) ids.push_back(button.id);
    for (const Row& row : work->rows) {
      if (!row.id.empty()) ids.push_back(row.id);
    }
  } else if (const auto* keypad = std::get_if<KeypadPage>(&page)) {
    for (const Button& button : keypad->actions) ids.push_back(button.id);
    ids.insert(ids.end(), {"key:1", "key:2", "key:delete"});
  } else {
    ids.push_back(std::get<RefusalPage>(page).acknowledge.id);
  }
  return ids;
}

// The warehouse of these sequences, made once and copied for each of them.
struct WorkFloor : Terminal {
  static constexpr auto pallet = "340123450000000017";
  static constexpr auto carton = "340123450000000109";
  static constexpr auto others_carton = "340123450000000116";
  static constexpr auto new_pallet = "340123450000000024";  // no notice says what is on it
  static constexpr auto lane_carton = "340123450000000123", unwanted_carton = "340123450000000130";
  static constexpr auto pump = "4011200296908";  // each has its serial
  static constexpr auto supervisor = "Ada L.", operator_name = "Bo K.";
  static constexpr int kinds = 19;  // of what comes from elsewhere

  enum class Goods { plain, all };
  void open(Goods goods = Goods::plain) {
    ::setenv("TZ", "UTC", 1);
    static int number = 0;
    const std::filesystem::path memory = "/dev/shm";  // nothing of this has to survive a power cut
    const auto root = std::filesystem::exists(memory) ? memory : std::filesystem::temp_directory_path();
    folder = root / ("dockhand-work-" + std::to_string(::getpid()) + "-" + std::to_string(++number));
    std::filesystem::create_directories(folder);
    static const std::string plain = template_database(Goods::plain), all = template_database(Goods::all);
    std::ofstream(file(), std::ios::binary) << (goods == Goods::all ? all : plain);
    ledger = std::make_unique<LedgerThread>(Ledger::open(file(), LedgerRole::terminal, clock).value());
    views = Views::open(file(), clock).value();
    start();
    settle();
  }

  // From now on whoever works here signs on: BADGE-1 is the supervisor's. Hashes are slow, so their file is made once.
  void staff() {
    static const Secrets made = Secrets::make();
    std::ofstream(folder / "users.csv") << made.users;
    std::ofstream(folder / "pins.json", std::ios::binary) << made.pins;
    std::ofstream(folder / "pins.key", std::ios::binary) << made.key;
    staffed_ = true;
    start();
  }
  bool is_staffed() const { return staffed_; }
  static std::string pin_of(const std::string& badge) { return badge == "BADGE-1" ? "111111" : "222222"; }

  void start() {
    app.reset();
    ledger->drain();
    if (staffed_) door_ = Door::open(folder / "users.csv", std::chrono::minutes(30)).value();
    app = std::make_unique<App>(*ledger, *views, clock,
                                AppSettings{.dock = place(likes.now.dock),
                                            .operator_name = person(staffed_ ? "Nobody" : "Anna K."),
                                            .preferences = &likes,
                                            .files = stick_ ? &stick_->files() : nullptr,
                                            .door = door_.get()},
                                [] {});
  }
  void tearDown() {
    app.reset();
    stick_.reset();
    Terminal::tearDown();
  }

  // From now on a stick is plugged in, and there is another dock.
  void plug_in() {
    comes(Import{{LocationRow{place("DOCK-2"), LocationKind::dock, 2}}});
    stick_ = std::make_unique<OfficeStick>(folder, file(), *ledger, clock);
    start();
    settle();
  }
  // What is done with a file goes on beside the work; here nobody waits for it.
  void finish_files() {
    if (!stick_) return;
    stick_->files().settle();
    app->refresh();
    settle();
  }

  PreferenceStore likes{.now = {.dock = "DOCK-1"}};

  // From now on more stands about: a tote and two cartons, units in a lane, a tote and a carton that nobody wants any
  // more, an order that only leaves whole, an item instead of another, and goods that the supplier sends himself.
  void fill_lanes() {
    OrderLineRow whole = order("SO-163", "BRG-6205", 30, 6);
    whole.policies.partial = false;
    PurchaseLineRow direct = purchase("PO-11/1", "BRG-6204", 3);
    direct.bought_for = OrderLine::parse("SO-131/1").value();
    direct.drop_ship = true;
    comes(Import{
        {LocationRow{place("C-01"), LocationKind::storage, 130}, LocationRow{place("T-03"), LocationKind::tote, 513},
         order("SO-160", "BRG-6205", 4, 4), order("SO-161", "BRG-6205", 3, 4), order("SO-162", "BRG-6205", 2, 4),
         order("SO-164", "BRG-6205", 2, 4), whole, direct, AlternativeRow{item("BRG-6204"), item("BRG-6205")}}});
    comes(Receive{Units{item("BRG-6205"), units(20), {}, {}, {}}, place("C-01"), {}});
    pick("SO-160", 4, place("T-03"));
    pick("SO-161", 3, views->lane_of(OrderNumber::parse("SO-161").value()).value());
    pick("SO-162", 2, place("T-02"));
    pick("SO-164", 2, place("X-02"));
    pack("SO-160", place("T-03"), lane_carton);
    pack("SO-164", place("X-02"), unwanted_carton);
    comes(CancelOrder{OrderNumber::parse("SO-161").value(), {}});
    comes(Import{{order("SO-162", "BRG-6205", 1, 4)}});
    comes(CancelOrder{OrderNumber::parse("SO-164").value(), {}});
    settle();
  }

  // What a sync brings: `kind` says what, on behalf of other terminals and the office.
  void elsewhere(int kind, int count) {
    const Units bearings{item("BRG-6204"), units(count), {}, {}, {}};
    const Units gloves_of{item("GLV-L"), units(count), Lot::parse(count % 2 == 0 ? "L1" : "L2").value(), {}, {}};
    ItemRow changed{item("BRG-6205"), "Bearing 6205-2RS"};
    changed.ended = count % 2 == 0;
    const Action actions[kinds] = {
        Receive{bearings, place("A-01"), {}},
        Receive{bearings, place("A-02"), {}},
        Receive{gloves_of, place("B-12"), {}},
        Receive{bearings, place("DOCK-1"), PurchaseLine::parse("PO-7/1").value(), true},
        Move{bearings, place("A-01"), place("B-12")},
        Pick{OrderLine::parse("SO-118/1").value(), Units{item("BRG-6204"), units(1), {}, {}, {}}, place("A-01"),
             place("X-01")},
        CancelOrder{OrderNumber::parse(count % 2 == 0 ? "SO-118" : "SO-131").value(), {}},
        Import{{order("SO-118", "BRG-6204", 4 + count % 3, 1)}},
        Count{bearings, place("B-12"), "count", true},
        Ship{OrderNumber::parse("SO-118").value(), {}},
        PackCarton{OrderNumber::parse("SO-118").value(), place("T-01"), Sscc::parse(others_carton).value(),
                   place("X-01"), Units{item("BRG-6204"), units(1), {}, {}, {}}},
        Import{{changed}},
        SetStatus{item("GLV-L"), lot(1), count % 2 == 0 ? LotStatus::recalled : LotStatus::available},
        CorrectExpiry{item("GLV-L"), lot(1), Date::from_days(20'900 + count), "read again"},
        MoveUnit{Sscc::parse(new_pallet).value(), place("A-02"), {}},
        Import{{AsnRow{Sscc::parse(count % 2 == 0 ? new_pallet : pallet).value(), "ASN-2", bearings, {}}}},
        Move{Units{item("PMP-40"), units(1), {}, Serial::parse("S2").value(), {}}, place("A-01"), place("B-12")},
        LoseUnit{Sscc::parse(count % 2 == 0 ? new_pallet : pallet).value(), "not found"},
        decided(count)};
    static_cast<void>(
        ledger->submit({office_at(actions[kind % kinds])}, Flush::now, [](const LedgerThread::Answers&) {}));
    ledger->drain();
  }

 private:
  struct Secrets {
    std::string users, pins, key;
    static Secrets make() {
      const auto folder = std::filesystem::temp_directory_path() / ("dockhand-door-" + std::to_string(::getpid()));
      std::filesystem::create_directories(folder);
      const std::string users = "user,name,badge,role\nada,Ada L.,BADGE-1,supervisor\nbo,Bo K.,BADGE-2,operator\n";
      std::ofstream(folder / "users.csv") << users;
      const auto door = Door::open(folder / "users.csv", std::chrono::minutes(30)).value();
      REQUIRE(door->pins.set("ada", pin_of("BADGE-1")).ok());
      REQUIRE(door->pins.set("bo", pin_of("BADGE-2")).ok());
      Secrets made{users, bytes_of(folder / "pins.json"), bytes_of(folder / "pins.key")};
      std::filesystem::remove_all(folder);
      return made;
    }
  };
  static std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }

  void comes(Action action) {
    bool accepted = false;
    const auto answer = [&](const LedgerThread::Answers& answers) {
      accepted = answers && std::holds_alternative<Accepted>(answers->back());
    };
    REQUIRE(ledger->submit({office_at(std::move(action))}, Flush::now, answer));
    ledger->drain();
    REQUIRE(accepted);
  }
  void pick(const std::string& number, int count, const LocationCode& to) {
    const auto list = views->pick_list(OrderNumber::parse(number).value()).value();
    for (const PickStop& stop : list->stops) {
      const std::int64_t most = std::min<std::int64_t>(count, stop.quantity.units());
      comes(Pick{stop.line, Units{stop.item, units(most), {}, {}, {}}, stop.from, to});
      count -= static_cast<int>(most);
    }
    REQUIRE(count == 0);
  }
  void pack(const std::string& number, const LocationCode& from, const char* into) {
    comes(PackCarton{OrderNumber::parse(number).value(), from, Sscc::parse(into).value(), place("X-02"),
                     Units{item("BRG-6205"), units(2), {}, {}, {}}});
  }

  // What another buyer decides of the first that is to be ordered.
  Action decided(int count) const {
    const auto all = views->proposals().value();
    const std::string id = all.empty() ? "none" : all.front().row.id;
    return count % 2 == 0 ? Action(Approve{id, units(count)}) : Action(Reject{id, "no money"});
  }
  static Lot lot(int number) { return Lot::parse("L" + std::to_string(number)).value(); }
  Command office_at(Action action) {
    return {CommandId::parse("elsewhere-" + std::to_string(++given_)).value(), person("office"), clock.now(),
            std::move(action)};
  }

  static std::string template_database(Goods goods) {
    WorkFloor first;
    static_cast<Terminal&>(first).setUp();
    first.office_does(Import{
        {LocationRow{place("A-02"), LocationKind::storage, 120},
         LocationRow{place("Q-01"), LocationKind::quarantine, 900}, LocationRow{place("T-01"), LocationKind::tote, 511},
         LocationRow{place("T-02"), LocationKind::tote, 512},
         BarcodeRow{Gtin::parse("25901234123451")->text(), item("BRG-6204"), "plt", units(480)},
         BarcodeRow{"12", item("BRG-6205"), "ea", units(1)},  // a code of the house, as short as a quantity
         order("SO-150", "GLV-L", 2, 5),
         AsnRow{Sscc::parse(pallet).value(), "ASN-1", Units{item("BRG-6205"), units(5), {}, {}, {}}, {}}}});
    first.office_does(Receive{Units{item("BRG-6204"), units(3), {}, {}, {}}, place("A-02"), {}});
    first.office_does(Receive{Units{item("GLV-L"), units(2), Lot::parse("L1").value(), {}, {}}, place("B-12"), {}});
    first.office_does(Receive{Units{item("BRG-6205"), units(10), {}, {}, {}}, place("B-12"), {}});
    if (goods == Goods::all) first.bring_the_rest();
    const auto path = first.file();
    first.app.reset();
    first.views.reset();
    first.ledger.reset();  // the last connection checkpoints: the file is whole
    std::string bytes = bytes_of(path);
    std::filesystem::remove_all(first.folder);
    return bytes;
  }

  // What has serials, and a place to fill.
  void bring_the_rest() {
    office_does(
        Import{{ItemRow{item("PMP-40"), "Pump 40", Tracking::serial},
                BarcodeRow{Gtin::parse(pump)->text(), item("PMP-40"), "ea", units(1)}, order("SO-170", "PMP-40", 2, 6),
                order("SO-171", "PMP-40", 1, 1), purchase("PO-9/1", "PMP-40", 4),
                FaceRow{item("BRG-6205"), place("A-01"), units(2), units(8)}}});
    plan();
    for (const char* serial : {"S1", "S2", "S3", "S4"}) receive_pump(serial);
    const Units sent{item("PMP-40"), units(1), {}, Serial::parse("S1").value(), {}};
    office_does(Pick{OrderLine::parse("SO-171/1").value(), sent, place("A-01"), place("X-01")});
    office_does(Ship{OrderNumber::parse("SO-171").value(), {}});
  }
  // So that something is to be ordered.
  void plan() {
    Import past;
    for (int week = 1; week <= 40; ++week) {
      const Date day = Date::from_days(clock.now().date().days() - 7 * week);
      past.rows.emplace_back(PastDemandRow{item("BRG-6205"), day, units(20 + week % 3)});
    }
    past.rows.emplace_back(
        SourceRow{item("BRG-6205"), "Nordlager", Price::parse("2.5").value(), units(1), {}, {}, 1, {}});
    office_does(std::move(past));
    const auto on_ledger = [&](const std::function<void(Ledger&)>& work) {
      const bool taken = ledger->run([&](Ledger& books) { work(books); });
      ledger->drain();
      return taken;
    };
    REQUIRE(plan_for(file(), clock.now().date(), clock.now(), on_ledger).ok());
  }
  void receive_pump(const char* serial) {
    office_does(Receive{Units{item("PMP-40"), units(1), {}, Serial::parse(serial).value(), {}}, place("A-01"), {}});
  }

  bool staffed_ = false;
  std::unique_ptr<Door> door_;
  std::unique_ptr<OfficeStick> stick_;
  int given_ = 0;
};

}  // namespace dockhand::test
