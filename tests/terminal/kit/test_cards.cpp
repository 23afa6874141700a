// Printed cards: all the work by scans alone, and a card that has nothing to do says so. The sheet is printed, read
// back and measured.
#include <unistd.h>

#include <cctype>
#include <cmath>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "scanner/image/picture.h"
#include "scanner/reader/reader.h"
#include "storage/import/cells/card_texts.h"
#include "terminal/draw/keys.h"
#include "terminal/kit/cards.h"
#include "terminal/kit/screen.h"
#include "tests/support/terminal/terminal_fixture.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture : Terminal {
  std::string screen() const { return app->screen(); }

  std::string sheet(int dpi) const {
    const auto pdf = folder / "cards.pdf";
    const std::string command = std::string("'") + DOCKHAND_PROGRAM + "' cards --dpi " + std::to_string(dpi) +
                                " --out '" + pdf.string() + "' > /dev/null";
    REQUIRE(std::system(command.c_str()) == 0);
    std::ifstream in(pdf, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
  }

  struct Bar {
    double x, y, w, h;
  };
  // Returns the filled rectangles of each page, in dots, which are the page's own unit.
  static std::vector<std::vector<Bar>> bars_of(const std::string& pdf) {
    std::vector<std::vector<Bar>> pages;
    std::istringstream lines(pdf);
    for (std::string line; std::getline(lines, line);) {
      std::istringstream words(line);
      double a = 0, b = 0, c = 0, d = 0;
      std::string operation;
      if (line.ends_with(" cm")) pages.emplace_back();
      if (words >> a >> b >> c >> d >> operation && operation == "re" && !pages.empty())
        pages.back().push_back({a, b, c, d});
    }
    return pages;
  }

  static Picture printed(const std::vector<Bar>& bars, int width, int height) {
    Picture picture(width, height);
    std::fill(picture.pixels.begin(), picture.pixels.end(), std::uint8_t{255});
    for (const Bar& bar : bars) {
      for (int y = 0; y < static_cast<int>(bar.h); ++y) {
        for (int x = 0; x < static_cast<int>(bar.w); ++x) {
          picture.row(height - 1 - static_cast<int>(bar.y) - y)[static_cast<int>(bar.x) + x] = 0;
        }
      }
    }
    return picture;
  }
};

}  // namespace

TEST(every_row_of_the_home_screen_has_a_card_that_opens_it_from_anywhere) {
  for (std::size_t i = 0; i < screens().size(); ++i) {
    if (!screens()[i].home) continue;
    const std::string name = name_of(static_cast<ScreenId>(i));
    std::string text = "GO-" + name;
    for (char& c : text) c = c == '_' ? '-' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    INFO(text);
    start();
    scan("B-12");
    scan(text);
    REQUIRE(screen() == name);
    scan("GO-HOME");
    REQUIRE(screen() == "home");
  }
}

// A scanner that types is a keyboard: where its Caps Lock is on, each letter comes as the other case.
TEST(every_card_is_read_by_a_scanner_that_types_while_caps_lock_is_on) {
  for (const Card& card : cards()) {
    std::string typed = card.text;
    for (char& c : typed) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    INFO(typed);
    Keys keys;
    const auto actions = keys.text(typed + "\n", Drawn(), 0);
    REQUIRE(actions.size() == 1);
    const Card* read = card_of(std::get<KeyScan>(actions.front()).symbol.text);
    REQUIRE(read == &card);
  }
  scan("go-count");
  REQUIRE(screen() == "count");
  scan("B-12");
  scan(bearing);
  scan("back");
  scan("choice-1");
  REQUIRE(screen() == "home");
}

TEST(a_button_of_one_screen_is_pressed_by_its_card_there_and_nowhere_else) {
  scan("NO-PURCHASE");
  REQUIRE(shows("does nothing here"));
  scan("GO-RECEIVE");
  scan("NO-PURCHASE");
  REQUIRE(shows("No purchase"));
  REQUIRE(screen() == "receive");
  scan("GO-CAUSES");
  scan("SUM-UP-OTHERWISE");
  REQUIRE(shows("Summed up by supplier"));
  scan("BY");  // as on older sheets
  REQUIRE(shows("Summed up by item"));
  scan("GO-HEALTH");
  scan("TRY-SCANNERS");
  REQUIRE(screen() == "selftest");
}

TEST(an_import_knows_the_text_of_every_card_so_that_nothing_else_is_called_so) {
  for (const Card& card : cards()) {
    INFO(card.text);
    CHECK(is_text_of_card(card.text));
    CHECK((card.printed_before.empty() || is_text_of_card(card.printed_before)));
  }
}

TEST(a_card_named_as_an_answer_does_not_give_it) {
  scan(bearing);
  scan("TRACKING");
  REQUIRE(shows("What is right?"));
  const Page asked = app->frame().page;
  clock.advance(std::chrono::seconds(1));
  scan("TRACKING");
  REQUIRE(toast() == "The card \"Tracking\" does nothing here. Choose an answer first. Nothing was booked.");
  REQUIRE(app->frame().page == asked);
}

TEST(a_lot_that_is_asked_for_answers_every_card) {
  scan("PO-8");
  scan(gloves);
  REQUIRE(shows("Not booked yet"));
  scan("SHORT");
  REQUIRE(toast().ends_with("Scan or type the lot of Nitrile gloves L, or scan BACK first. Nothing was booked."));
  scan("UNDO");
  REQUIRE(shows("not booked yet"));
  REQUIRE(shows("Keep for later"));
  scan("NO");
  scan("TYPE");
  REQUIRE(std::holds_alternative<KeypadPage>(app->frame().page));
  scan("SHORT");
  REQUIRE(toast().ends_with("Type and scan CONFIRM, or scan BACK first. Nothing was booked."));
  for (const char* card : {"DIGIT-7", "DIGIT-8", "DELETE", "CLEAR", "DIGIT-5"}) scan(card);
  REQUIRE(std::get<KeypadPage>(app->frame().page).typed == "5");
  scan("CONFIRM");
  REQUIRE(received("PO-8") == 1);
}

TEST(a_card_with_nothing_to_do_says_so) {
  for (const char* card :
       {"SHORT", "SKIP", "DONE", "DAMAGED", "QUANTITY", "HERE", "CHOICE-9", "DIGIT-4", "CLEAR", "BACK"}) {
    INFO(card);
    start();
    if (std::string_view(card) == "CHOICE-9") scan("B-12");
    scan(card);
    REQUIRE(shows("does nothing here"));
    REQUIRE(app->take_sound() == Sound::attention);
  }
}

TEST(a_quantity_is_scanned_in_digits) {
  scan("PO-7");
  scan(bearing);
  scan("DIGIT-1");
  REQUIRE(std::holds_alternative<KeypadPage>(app->frame().page));
  scan("DIGIT-2");
  scan("OK");
  REQUIRE(received("PO-7") == 12);
}

TEST(a_digit_of_a_number_that_was_wrong_is_cleared) {
  scan("PO-7");
  scan(bearing);
  for (const char* card : {"QUANTITY", "DIGIT-9", "CLEAR", "DIGIT-3", "OK"}) scan(card);
  REQUIRE(received("PO-7") == 3);
}

TEST(rows_and_answers_are_chosen_by_their_number) {
  scan("GO-RECEIVE");
  scan("CHOICE-1");
  REQUIRE(screen() == "receive");
  scan(bearing);
  for (const char* card : {"DIGIT-9", "DIGIT-9", "OK"}) scan(card);  // four times too many: asked with a number
  REQUIRE(received("PO-7") == 1);
}

TEST(the_twelfth_row_of_a_long_list_has_a_card_too) {
  Import more;
  for (int i = 10; i < 24; ++i) more.rows.push_back(purchase("PO-90" + std::to_string(i) + "/1", "BRG-6205", 5));
  office_does(more);
  scan("GO-RECEIVE");
  REQUIRE(page().rows.size() > 12);
  const std::string twelfth = page().rows.at(11).title;
  scan("CHOICE-12");
  REQUIRE(screen() == "receive");
  REQUIRE(shows(twelfth));
}

TEST(a_card_says_what_the_button_says_that_it_presses) {
  scan("PO-7");
  scan(bearing);
  for (const Button& button : page().actions) {
    const auto card =
        std::find_if(cards().begin(), cards().end(), [&](const Card& one) { return one.id == button.id; });
    INFO(button.id);
    REQUIRE(card != cards().end());
    REQUIRE(card->title == button.label);
  }
}

TEST(a_card_on_a_red_page_that_it_does_not_answer_says_what_does) {
  scan("PO-7");
  scan(other_bearing);
  REQUIRE(refused());
  for (const char* card : {"YES", "UNDO", "NO"}) {
    scan(card);
    INFO(card);
    REQUIRE(refused());
    REQUIRE(toast().ends_with("does nothing here. Scan CONFIRM first. Nothing was booked."));
  }
  scan("OK");
  REQUIRE_FALSE(refused());
}

TEST(a_number_means_the_row_that_was_shown_under_it) {
  office_does(Receive{Units{item("BRG-6205"), units(4), {}, {}, {}}, place("B-12"), {}, false});
  scan("GO-MOVE");
  scan("B-12");
  REQUIRE(page().rows.front().title == "Bearing 6205-2RS");
  const Command before_it = office(Receive{Units{item("BRG-6204"), units(7), {}, {}, {}}, place("B-12"), {}, false});
  REQUIRE(ledger->submit({before_it}, Flush::now, [](const LedgerThread::Answers&) {}));
  ledger->drain();
  scan("CHOICE-1");  // before the other row is shown
  REQUIRE(page().instruction.name == "Bearing 6205-2RS");
  scan("B-12");
  scan("BACK");
}

TEST(a_card_that_leads_away_asks_while_something_is_in_hand) {
  scan("B-12");
  scan("GO-COUNT");
  scan("B-12");
  scan(bearing);
  scan("GO-HOME");
  REQUIRE(shows("not booked yet"));
  REQUIRE(screen() == "count");
  scan("YES");
  REQUIRE(screen() == "home");
}

TEST(a_card_that_leads_away_waits_for_the_answer_to_a_refusal) {
  scan("HELLO");
  REQUIRE(refused());
  scan("GO-COUNT");
  REQUIRE(refused());
  scan("NO");
  REQUIRE_FALSE(refused());
}

TEST(no_card_has_the_text_or_the_work_of_another) {
  std::set<std::string> texts, ids;
  for (const Card& card : cards()) {
    REQUIRE(texts.insert(card.text).second);
    REQUIRE(ids.insert(card.id).second);
    REQUIRE(card_of(card.text) == &card);
    if (card.printed_before.empty()) continue;
    REQUIRE(texts.insert(card.printed_before).second);
    REQUIRE(card_of(card.printed_before) == &card);
  }
}

TEST(a_card_has_the_name_of_its_row_and_older_sheets_still_work) {
  for (const char* card : {"GO-RECEIVE", "GO-PURCHASES"}) {
    scan("GO-HOME");
    scan(card);
    REQUIRE(screen() == "purchases");
  }
  scan("GO-HOME");
  scan("GO-LOOK-UP");
  REQUIRE(screen() == "lookup");
}

TEST(the_printed_sheet_has_every_card_in_whole_dots_and_can_be_read) {
  for (const int dpi : {203, 300, 600}) {
    INFO(dpi);
    const auto pages = bars_of(sheet(dpi));
    REQUIRE_FALSE(pages.empty());
    std::set<std::string> read;
    for (const auto& bars : pages) {
      for (const Bar& bar : bars) {
        for (const double side : {bar.x, bar.y, bar.w, bar.h}) REQUIRE(side == std::floor(side));
      }
      if (dpi != 203) continue;                           // one size is read: the others are the same bars, finer
      const Picture picture = printed(bars, 1679, 2374);  // A4
      for (const Symbol& symbol : read_still(picture.view(), {})) read.insert(symbol.text);
    }
    if (dpi != 203) continue;
    for (const Card& card : cards()) {
      INFO(card.text);
      CHECK(read.contains(card.text));
    }
  }
}
