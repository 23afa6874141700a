// Every screen, and what lies over it, with the longest names and codes that a site has: on every display, by day and
// by night, with normal and with large text. A walk at random from the home screen visits them, so that a new screen is
// looked at without being named here.
//
// DOCKHAND_SHOTS=FOLDER writes a picture of each page that is new, for contact sheets.
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>
#include <set>

#include "terminal/draw/checks.h"
#include "terminal/draw/png.h"
#include "terminal/draw/renderer.h"
#include "terminal/kit/cards.h"
#include "terminal/kit/screen.h"
#include "tests/support/person/work_oracle.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Look {
  Look(std::string called, const Display& display) : name(std::move(called)), renderer(display) {}
  std::string name;
  Renderer renderer;
};

Display display_of(int width, int height, ThemeName theme, float text) {
  return {width, height, Scale::of_display(width, height, text), theme};
}

// Theme and layout do not depend on each other: the night is looked at once.
std::vector<std::unique_ptr<Look>> all_looks() {
  std::vector<std::unique_ptr<Look>> looks;
  const auto add = [&](int width, int height, ThemeName theme, float text) {
    const std::string name = std::to_string(width) + "x" + std::to_string(height) +
                             (theme == ThemeName::night ? "-night" : "-day") + (text > 1 ? "-large" : "");
    looks.push_back(std::make_unique<Look>(name, display_of(width, height, theme, text)));
  };
  for (const auto& [width, height] : {std::pair{480, 800}, {720, 1280}, {1280, 800}, {800, 480}}) {
    for (const float text : {1.0F, Scale::large_text}) add(width, height, ThemeName::day, text);
  }
  add(480, 800, ThemeName::night, 1);
  return looks;
}

std::string identity_of(const Frame& frame) {
  if (const auto* work = std::get_if<WorkPage>(&frame.page)) {
    return work->instruction.task + "|" + work->instruction.verb + "|" + work->strip.substr(0, 12);
  }
  if (const auto* keypad = std::get_if<KeypadPage>(&frame.page)) return "keypad|" + keypad->title;
  return "refusal|" + std::get<RefusalPage>(frame.page).title;
}

struct Fixture {
  static constexpr auto long_item = "KLG-6204-2RS-STAINLESS-STEEL-FOOD";
  static constexpr auto long_order = "SO-2026-0001184-PARTIAL-DELIVERY-7";
  static constexpr auto long_purchase = "PO-2026-000417-NORD-FRAME-CONTRACT";
  static constexpr auto long_place = "HOCHREGAL-SUED-12-07-3-LINKS";

  WorkFloor floor;
  std::vector<std::unique_ptr<Look>> looks = all_looks();
  std::mt19937 random{7};
  std::set<std::string> seen, screens_seen, identities;
  std::map<std::string, std::string> faults;  // and where

  void setUp() {
    floor.open();
    const std::string name = "Rillenkugellager 6204-2RS, beidseitig abgedichtet, rostfrei";
    const ItemCode item = Terminal::item(long_item);
    PurchaseLineRow bought = Terminal::purchase(std::string(long_purchase) + "/1", long_item, 250000);
    bought.supplier = "Vereinigte Kugellagerwerke Schweinfurt-Nord GmbH & Co. KG";
    office_does(Import{{ItemRow{item, name, Tracking::none}, ItemRow{Terminal::item("BRG-6204"), name, Tracking::none},
                        ItemRow{Terminal::item("GLV-L"),
                                "Gants de protection en nitrile, taille L, boîte distributrice", Tracking::lot},
                        BarcodeRow{Gtin::parse("4012345123456")->text(), item, "ea", Terminal::units(1)},
                        LocationRow{Terminal::place(long_place), LocationKind::storage, 130},
                        CustomerRow{"C-1", "Société Générale d'Équipements Industriels S.A.R.L."},
                        Terminal::order(long_order, long_item, 120000, 1),
                        Terminal::order("SO-160", "BRG-6204", 40000, 4), bought}});
    office_does(Receive{Units{item, Terminal::units(3), {}, {}, {}}, Terminal::place(long_place), {}});
    office_does(Receive{Units{item, Terminal::units(123456), {}, {}, {}}, Terminal::place("A-01"), {}});
  }
  void tearDown() { floor.tearDown(); }

  // A refusal would leave nothing to look at.
  void office_does(Action action) {
    static int ids = 0;
    const Command command{CommandId::parse("names-" + std::to_string(++ids)).value(), Terminal::person("office"),
                          floor.clock.now(), std::move(action)};
    std::string refused = "no answer";
    REQUIRE(floor.ledger->submit({command}, Flush::now, [&](const LedgerThread::Answers& answers) {
      const auto* no = answers ? std::get_if<Refused>(&answers->front()) : nullptr;
      refused = no != nullptr ? no->error.sentence() : "";
    }));
    floor.settle();
    REQUIRE(refused == "");
  }

  int number(int below) { return std::uniform_int_distribution<int>(0, below - 1)(random); }

  // What is right in front of a person is done more often than what leads away.
  void step() {
    static const std::vector<std::string> codes{long_item,
                                                long_order,
                                                long_purchase,
                                                long_place,
                                                Terminal::bearing,
                                                Terminal::gloves,
                                                "SO-118",
                                                "SO-160",
                                                "PO-7",
                                                "A-01",
                                                "B-12",
                                                "DOCK-1",
                                                "T-01",
                                                "T-02",
                                                "X-01",
                                                "Q-01",
                                                "YES",
                                                "DONE",
                                                "4012345123456",
                                                "5901234123457",  // nobody's yet
                                                WorkFloor::pallet,
                                                "DAMAGED",
                                                "SHORT",
                                                "UNDO",
                                                "]C1010401234567890110LOT-2026-11-22-AAAAAA",
                                                "OK",
                                                "NO-CODE-OF-THIS-SITE",
                                                "HELLO-WORLD-THIS-IS-NO-CODE-OF-THIS-SITE-BUT-A-LONG-ONE"};
    auto ids = tappable(floor.app->frame().page);
    if (const auto* refusal = std::get_if<RefusalPage>(&floor.app->frame().page);
        refusal != nullptr && !refusal->other.id.empty())
      ids.push_back(refusal->other.id);
    if (number(3) == 0 || ids.empty()) {
      floor.scan(codes[static_cast<std::size_t>(number(static_cast<int>(codes.size())))]);
    } else {
      floor.tap(ids[static_cast<std::size_t>(number(static_cast<int>(ids.size())))]);
    }
  }

  // Any answer may come while any page is there: what is said at its longest is looked at on each.
  static std::vector<std::string> cut_toasts(Look& look, const Frame& frame) {
    const std::string item = long_item, from = long_place, line = std::string(long_order) + "/1";
    std::vector<std::string> found;
    std::vector<std::string> all{"Undone: 1 of " + item + " picked at " + from + " for " + line + " into T-02"};
    if (std::holds_alternative<WorkPage>(frame.page)) {
      all.push_back("Work recovered (Anna K.): not answered: " + item +
                    " has 123459 in stock; tracking it by serial instead of none changes what they are known by; "
                    "confirm it if that is meant.");
    }
    for (const std::string& said : all) {
      Frame told = frame;
      told.toast = Toast{ToastKind::attention, said};
      for (std::string& fault : misfits(look.renderer.draw(told, {}))) found.push_back("With a toast: " + fault);
    }
    return found;
  }

  static bool asks(const Drawn& drawn) {
    return std::any_of(drawn.targets.begin(), drawn.targets.end(), [](const auto& one) { return one.id == "no"; });
  }

  // A button and the card that stands for it have the same words. Some of them say what they do here in its own words.
  static std::vector<std::string> misnamed(const Drawn& drawn) {
    std::vector<std::string> found;
    for (const TouchTarget& target : drawn.targets) {
      for (const Card& card : cards()) {
        const bool leads = card.id.starts_with("go:");
        if (leads && target.kind != TargetKind::row) continue;  // a button that leads there says why
        if (card.where_shown && (target.kind == TargetKind::row || asks(drawn))) continue;  // it presses no answer
        const std::string id = leads ? card.id.substr(3) : card.id;
        const bool own_words = card.own_words || id == "no" || id == "yes" || id == "confirm";
        if (target.id == id && target.label != card.title && !own_words)
          found.push_back(card.text + " is called " + card.title + ", its button " + target.label);
        if (target.kind == TargetKind::action && target.label == card.title && target.id != id && !own_words)
          found.push_back("the button " + target.label + " is not pressed by the card of its name");
      }
    }
    return found;
  }

  // A scan alone presses each button: an answer by YES, NO or its number, all others by the card of their id. Letters
  // are not typed by cards: what has them is scanned, or found by its digits.
  static std::vector<std::string> beyond_scans(const Drawn& drawn) {
    std::vector<std::string> found;
    for (const TouchTarget& target : drawn.targets) {
      const std::string& id = target.id;
      const bool other = target.kind == TargetKind::row || id == "go_on" || id == "not_read" || id == "give" ||
                         id.starts_with("abc:") || id.starts_with("key:") || asks(drawn);
      const bool has_card =
          std::any_of(cards().begin(), cards().end(), [&](const Card& card) { return card.id == id; });
      if (!other && !has_card) found.push_back("no card presses the button " + target.label);
    }
    return found;
  }

  void check(Look& look, const Frame& frame) {
    std::vector<std::string> found = cut_toasts(look, frame);
    const Drawn& drawn = look.renderer.draw(frame, {});
    const float unit = look.renderer.display().scale.unit();
    for (const auto& more :
         {misfits(drawn), misnamed(drawn), beyond_scans(drawn), faint_texts(drawn, 7), faint_marks(drawn, 3),
          small_targets(drawn, 10, unit), close_targets(drawn, 1.5F, unit), states_by_colour(frame.page)}) {
      found.insert(found.end(), more.begin(), more.end());
    }
    for (const std::string& fault : found) {
      faults.emplace(fault, std::string(floor.app->screen()) + " at " + look.name + ", " + identity_of(frame));
    }
  }

  void shoot(const Frame& frame) {
    const char* folder = std::getenv("DOCKHAND_SHOTS");
    if (folder == nullptr || !identities.insert(std::string(floor.app->screen()) + identity_of(frame)).second) return;
    std::filesystem::create_directories(folder);
    for (const auto& look : looks) {
      look->renderer.draw(frame, {});
      const std::string name =
          look->name + "-" + floor.app->screen() + "-" + std::to_string(identities.size()) + ".png";
      REQUIRE(write_png(look->renderer.picture(), std::filesystem::path(folder) / name));
    }
  }

  void look_at_it() {
    screens_seen.insert(floor.app->screen());
    const Frame& frame = floor.app->frame();
    std::string words = floor.app->screen() + texts_of(frame);
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    std::replace_if(words.begin(), words.end(), is_digit, '0');  // one number fits as another that is as long does
    if (!seen.insert(std::move(words)).second) return;
    for (const auto& look : looks) check(*look, frame);
    shoot(frame);
  }

  void choose(ScreenId row) {
    if (info_of(row).home->rare) floor.tap("more");
    floor.tap(name_of(row));
  }
  static std::vector<ScreenId> home_rows() {
    std::vector<ScreenId> rows;
    for (std::size_t i = 0; i < screens().size(); ++i) {
      if (screens()[i].home) rows.push_back(static_cast<ScreenId>(i));
    }
    return rows;
  }
  // Chance seldom comes to it: the code has to be unknown, and the place one that asks.
  void give_an_unknown_code() {
    floor.start();
    floor.settle();
    floor.scan("4000417025005");
    floor.settle();
    look_at_it();
    floor.tap("give");
    look_at_it();
  }
  // From the home screen; what is begun is thrown away in between, as by a person who is called away.
  void walk(int walks, int steps) {
    const std::vector<ScreenId> rows = home_rows();
    std::size_t next = 0;
    for (int i = 0; i < walks; ++i) {
      floor.start();
      floor.settle();
      if (i % 3 == 0) floor.tap("orders");
      if (i % 3 == 0) floor.tap("several");
      // Each row of the home screen has its turn.
      if (i % 3 != 0) choose(rows[next++ % rows.size()]);
      look_at_it();
      if (i == 5) give_an_unknown_code();
      for (int k = 0; k < steps; ++k) {
        step();
        look_at_it();
        floor.clock.advance(std::chrono::seconds(3));
        floor.settle();
      }
    }
  }
};

}  // namespace

TEST(every_screen_is_whole_readable_and_can_be_hit_on_every_display) {
  walk(40, 25);
  for (std::size_t i = 0; i < screens().size(); ++i) {
    INFO("nobody came to the screen " << name_of(static_cast<ScreenId>(i)));
    CHECK(screens_seen.contains(name_of(static_cast<ScreenId>(i))));
  }
  std::string all;
  for (const auto& [fault, where] : faults) all += fault + "  [" + where + "]\n";
  INFO(seen.size() << " frames\n" << all);
  CHECK(faults.empty());
}

TEST(a_lot_is_typed_where_a_place_has_the_longest_name) {
  const std::string longest = "HOCHREGAL-SUED-12-07-3-LINKS-OBEN-FACH-NR-000042";
  REQUIRE(longest.size() == LocationTag::max);
  office_does(Import{{LocationRow{Terminal::place(longest), LocationKind::storage, 999}}});
  floor.tap("count");
  floor.scan(longest);
  floor.scan("4012345678901");
  floor.tap("text");
  look_at_it();
  std::string all;
  for (const auto& [fault, where] : faults) all += fault + "  [" + where + "]\n";
  INFO(all);
  REQUIRE(floor.app->frame().page.index() == Page(KeypadPage{}).index());
  CHECK(faults.empty());
}

// Whoever looks up later than the toast stands there reads it above the list, whole; where names are so long that the
// list has room for a row alone, that row is of who gets the first of it.
TEST(who_gets_what_arrived_is_in_sight_on_every_display) {
  floor.scan("PO-7");
  floor.scan(Terminal::bearing_case);
  floor.clock.advance(std::chrono::seconds(30));
  floor.settle();
  const Frame& frame = floor.app->frame();
  REQUIRE_FALSE(frame.toast);
  const auto& page = std::get<WorkPage>(frame.page);
  REQUIRE(page.list_heading.find("12 of 12 → ") != std::string::npos);
  for (const auto& look : looks) {
    const Drawn& drawn = look->renderer.draw(frame, {});
    INFO(look->name);
    const auto is_whole = [&](const std::string& words) {
      return std::any_of(drawn.texts.begin(), drawn.texts.end(), [&](const DrawnText& one) {
        return one.text == words && !one.truncated && !one.shortened && drawn.screen.contains(one.rect);
      });
    };
    CHECK((is_whole(page.list_heading) || is_whole(page.rows.front().title)));
  }
}

// A tall display is not half empty, and the camera's picture is as large as can be.
TEST(what_is_to_be_scanned_has_the_room_of_a_list_that_has_no_rows_yet) {
  floor.tap("adjust");
  const Frame& frame = floor.app->frame();
  const auto& page = std::get<WorkPage>(frame.page);
  REQUIRE((page.rows.empty() && !page.empty_text.empty() && !page.scan_prompt.empty()));
  for (const auto& look : looks) {
    const Drawn& drawn = look->renderer.draw(frame, {});
    INFO(look->name);
    const auto zone = std::find_if(drawn.marks.begin(), drawn.marks.end(),
                                   [](const DrawnMark& one) { return std::string_view(one.what) == "bracket"; });
    REQUIRE(zone != drawn.marks.end());
    if (drawn.screen.h > drawn.screen.w) CHECK(zone->rect.h > drawn.list.h);
    CHECK(std::any_of(drawn.texts.begin(), drawn.texts.end(),
                      [&](const DrawnText& one) { return one.text == page.empty_text && !one.truncated; }));
  }
}
