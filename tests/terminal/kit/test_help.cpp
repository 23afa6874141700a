// Help on every screen, by one tap and by a card.
#include <map>
#include <random>

#include "terminal/kit/cards.h"
#include "terminal/kit/help.h"
#include "terminal/kit/words.h"
#include "tests/support/person/work_floor.h"

using namespace dockhand;

namespace {
struct Fixture : test::Terminal {};
}  // namespace

TEST(every_screen_says_what_it_wants) {
  for (std::size_t i = 0; i < screens().size(); ++i) {
    INFO(name_of(static_cast<ScreenId>(i)) << " has no line in terminal/kit/help.def");
    CHECK(std::string_view(help_of(static_cast<ScreenId>(i))) != "");
  }
}

TEST(each_button_that_a_help_names_is_marked_so_that_it_is_named_only_where_it_is) {
  for (std::size_t i = 0; i < screens().size(); ++i) {
    const std::string text = help_of(static_cast<ScreenId>(i));
    for (const char* press : {"press ", "Press "}) {
      for (auto at = text.find(press); at != std::string::npos; at = text.find(press, at + 1)) {
        INFO(text);
        CHECK(text.at(at + std::string_view(press).size()) == '[');
      }
    }
  }
}

TEST(the_help_names_a_button_only_where_the_page_has_it) {
  tap("sync");
  tap("help");
  REQUIRE(shows("Here stands whether the hub answers"));
  REQUIRE_FALSE(shows("Try now"));
  tap("help");
  app->set_hub({true, true, clock.now(), "https://hub.local:8470", {}, {}});
  tap("help");
  REQUIRE(shows("Press Try now to ask it at once."));
}

TEST(the_help_of_an_open_question_and_of_a_keypad_says_what_they_want) {
  scan("PO-7");
  scan(bearing);
  tap("number");
  tap("help");
  REQUIRE(shows("Type what is asked, then press Confirm."));
  scan("HELP");
  scan("HELP");
  REQUIRE(shows("Type what is asked, then press Confirm."));
  tap("help");
  tap("back");
  for (int i = 0; i < 3; ++i) scan(bearing_case);
  tap("help");
  scan("HELP");
  scan("HELP");
  REQUIRE(shows("Answer what is asked."));
}

TEST(the_help_of_a_red_page_says_what_closes_it) {
  scan("NOBODY-KNOWS-IT");
  tap("help");
  REQUIRE(shows("Read the red page, then press Give it or No."));
  REQUIRE(shows("BACK | As NO"));
  tap("help");
  tap("no");
  tap("count");
  scan("NOBODY-KNOWS-IT");
  tap("help");
  REQUIRE(shows("BACK | As CONFIRM"));
}

TEST(what_was_said_of_a_red_page_does_not_stay_over_the_page_below) {
  tap("count");
  scan("NOBODY-KNOWS-IT");
  scan("YES");
  REQUIRE(toast().find("Scan CONFIRM first") != std::string::npos);
  scan("BACK");
  REQUIRE(toast().empty());
}

TEST(an_open_question_has_the_word_help_as_every_page) {
  scan("PO-7");
  for (int i = 0; i < 3; ++i) scan(bearing_case);
  REQUIRE(page().help);
  tap("help");
  REQUIRE(shows("Answer what is asked."));
}

TEST(one_tap_opens_the_help_and_the_next_closes_it) {
  scan("PO-7");
  REQUIRE(page().help);
  tap("help");
  REQUIRE(shows("Scan each item or case, or type how many."));
  REQUIRE(shows("BACK"));
  tap("help");
  REQUIRE(shows("Receive at"));
  tap("help");
  tap("back");
  REQUIRE(shows("Receive at"));
}

TEST(the_card_opens_the_help_over_a_question_which_is_asked_still) {
  office_does(Receive{Units{item("BRG-6205"), units(10), {}, {}, {}}, place("B-12"), {}, false});
  tap("adjust");
  scan("B-12");
  scan(other_bearing);
  REQUIRE(shows("why is that not right?"));
  scan("HELP");
  REQUIRE(shows("Cards that do something here"));
  scan("HELP");
  REQUIRE(shows("why is that not right?"));
  scan("HELP");
  scan("BACK");
  REQUIRE(shows("why is that not right?"));
}

TEST(a_scan_that_the_help_has_hidden_the_page_of_books_nothing) {
  office_does(Receive{Units{item("BRG-6204"), units(3), {}, {}, {}}, place("A-01"), {}, false});
  scan("SO-118");
  scan("A-01");
  tap("help");
  scan(bearing);
  REQUIRE(toast() == "The help is closed. Scan again.");
  REQUIRE(order_line("SO-118").picked.none());
  scan(bearing);
  REQUIRE(order_line("SO-118").picked == units(1));
}

TEST(a_card_that_the_help_names_acts_on_the_page_below) {
  tap("help");
  REQUIRE(shows("GO-RECEIVE"));
  scan("GO-RECEIVE");
  REQUIRE(std::string(app->screen()) == "purchases");
  scan("HELP");
  scan("CHOICE-1");
  REQUIRE(shows("Receive at"));
  scan(bearing);
  scan("HELP");
  scan("UNDO");
  REQUIRE(received("PO-7") == 0);
}

TEST(the_help_names_the_row_that_its_card_chooses) {
  scan("GO-COUNT");
  scan("B-12");
  scan(bearing);
  scan("GO-HOME");
  scan("YES");
  REQUIRE(page().rows.front().title.starts_with("Go on"));
  scan("HELP");
  REQUIRE(shows("CHOICE-1 | Receive. Each row has the card of the number before it"));
  scan("CHOICE-1");
  REQUIRE(std::string(app->screen()) == "purchases");
}

TEST(where_nothing_is_begun_a_scan_closes_the_help_and_is_taken) {
  tap("help");
  scan("PO-7");
  REQUIRE(shows("Receive at"));
}

TEST(what_is_rarely_used_stands_under_more) {
  REQUIRE(page().rows.size() <= 14);
  tap("more");
  REQUIRE(shows("Settings"));
  tap("selftest");
  REQUIRE(shows("Nothing is booked here"));
}

namespace {

// Chance plays a card on each page, and looks at what the help has said of it before.
struct CardPlay : test::WorkFloor {
  std::mt19937 random{11};
  std::map<std::string, std::string> wrong;
  std::size_t played = 0;

  std::size_t number(std::size_t below) { return std::uniform_int_distribution<std::size_t>(0, below - 1)(random); }

  static std::string row_of(const Card& card) {
    if (card.id.starts_with("digit:")) return "DIGIT-1";
    return card.text;
  }
  bool is_named(const Card& card) {
    const Page under = app->frame().page;
    scan("HELP");
    const auto rows = page().rows;
    look_at_words(under);
    scan("HELP");
    return std::any_of(rows.begin(), rows.end(), [&](const Row& row) { return row.title == row_of(card); });
  }
  // What the words name is on the page below.
  void look_at_words(const Page& under) {
    const auto* work = std::get_if<WorkPage>(&under);
    if (work == nullptr) return;
    const std::string& said = page().instruction.name;
    const bool rows = std::any_of(work->rows.begin(), work->rows.end(), [](const Row& row) { return !row.id.empty(); });
    if (said.starts_with("Choose") && !rows) wrong.emplace("a row is named and there is none", said);
    for (const CommonButton& one : {buttons::missing, buttons::done, buttons::try_now}) {
      const bool named = said.find(std::string("ress ") + one.label) != std::string::npos;
      const bool there = std::any_of(work->actions.begin(), work->actions.end(),
                                     [&](const Button& button) { return button.label == one.label; });
      if (named && !there) wrong.emplace(std::string(one.label) + " is named and not there", said);
    }
  }
  // Of a list and of a number only the first row and the first digits are sure to be there.
  static bool is_sure(const Card& card) {
    return (!card.id.starts_with("choice:") || card.id == "choice:1") && !card.id.starts_with("go:") &&
           card.id != "help";
  }
  bool did_something(bool was_refused) {
    if (refused() && !was_refused) return true;
    for (const char* nothing :
         {"does nothing here", "Nothing is asked", "Nothing to undo here", "Choose one of them"}) {
      if (toast().find(nothing) != std::string::npos) return false;
    }
    return true;
  }
  void play() {
    const Card& card = cards()[number(cards().size())];
    if (!is_sure(card)) return;
    const std::string where = std::string(app->screen()) + " " + test::texts_of(app->frame()).substr(0, 200);
    const bool named = is_named(card);
    const bool was_refused = refused();
    scan(card.text);
    settle();
    ++played;
    if (named != did_something(was_refused))
      wrong.emplace(card.text + (named ? " is named and does nothing" : " works and is not named"), where);
  }
  void step() {
    static const std::vector<std::string> codes{
        bearing, gloves, "SO-118", "SO-160", "PO-7",  "A-01", "B-12", "DOCK-1",
        "T-01",  "T-02", "X-01",   "Q-01",   "HELLO", pallet, pump,   "]C1010401234567890110LOT-7"};
    const auto ids = test::tappable(app->frame().page);
    if (ids.empty() || number(3) == 0) return scan(codes[number(codes.size())]);
    tap(ids[number(ids.size())]);
  }
};

}  // namespace

TEST(the_help_names_each_card_that_does_something_on_its_page_and_no_other) {
  CardPlay floor;
  floor.open(test::WorkFloor::Goods::all);
  for (int walk = 0; walk < 60; ++walk) {
    floor.start();
    floor.settle();
    for (int i = 0; i < 40; ++i) {
      floor.step();
      floor.clock.advance(std::chrono::seconds(15));
      floor.settle();
      floor.play();
      floor.clock.advance(std::chrono::seconds(15));
      floor.settle();
    }
  }
  std::string all;
  for (const auto& [fault, where] : floor.wrong) all += fault + "  [" + where + "]\n";
  floor.tearDown();
  INFO(floor.played << " cards played\n" << all);
  CHECK(floor.wrong.empty());
  CHECK(floor.played > 500);
}
