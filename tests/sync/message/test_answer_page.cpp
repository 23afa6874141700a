// Customers answer by a link: looking changes nothing, an answer counts once, and nobody makes a link up.
#include <algorithm>
#include <functional>
#include <map>
#include <thread>

#include "storage/views/views.h"
#include "sync/hub/hub.h"
#include "sync/message/answer_link.h"
#include "tests/support/raw_socket.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Said {
  int status = 0;
  std::string body;
  bool says(const std::string& text) const { return body.find(text) != std::string::npos; }
};

struct Fixture {
  void setUp() {
    {
      Floor office{folder / "hub.db", LedgerRole::hub, clock, "office"};
      office.open_warehouse();
      office.accepted(Import{{AlternativeRow{item("BRG"), item("GLV"), units(1), true}}});
      office.accepted(Receive{Units{item("GLV"), units(9), lot("L1"), {}, {}}, place("DOCK-1"), {}, false});
      office.demand_is({office.demand("SO-1/1", 4, 1), office.demand("SO-2/1", 3, 5)});
    }
    open(links.secret);
  }
  void tearDown() {}

  void open(const std::string& secret) {
    hub.reset();
    HubOptions options;
    options.port = 0;
    options.token = "0123456789abcdef";
    options.database = folder / "hub.db";
    if (!secret.empty()) options.answers = AnswerOffer{secret, LetterTexts::load({}, "", "en").value()};
    hub = Hub::start(Ledger::open(folder / "hub.db", LedgerRole::hub, clock).value(), options).value();
  }
  Letter letter() const {
    Letter one;
    one.id = std::string(32, 'a');
    one.made = system_clock().now();
    return one;
  }
  std::string link(const std::string& line, const Letter& of, const std::string& language = "") const {
    const LetterLine about{MessageKind::accepted, order(line), item("BRG"), "Bearing", units(4)};
    return answer_link(links, of, about, language).substr(links.address.size());
  }
  std::string link(const std::string& line) const { return link(line, letter()); }
  Said ask(const std::string& method, const std::string& target, const std::string& body = {}) const {
    const RawSocket socket = RawSocket::to(hub->port());
    socket.send(method + " " + target + " HTTP/1.1\r\nHost: hub\r\nConnection: close\r\nContent-Type: " +
                "application/x-www-form-urlencoded\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
                body);
    const std::string all = socket.receive(std::chrono::seconds(20));
    const auto end = all.find("\r\n\r\n");
    REQUIRE(end != std::string::npos);
    return {std::stoi(all.substr(9, 3)), all.substr(end + 4)};
  }
  // What the form of a page sends besides its button.
  static std::string shown_in(const Said& page) {
    const std::string before = "name=\"shown\" value=\"";
    const auto begin = page.body.find(before);
    if (begin == std::string::npos) return {};
    const auto value = begin + before.size();
    return "shown=" + page.body.substr(value, page.body.find('"', value) - value) + "&";
  }
  std::string shown_at(const std::string& target) const { return shown_in(ask("GET", target)); }
  // Opens the page, and presses a button of it at once.
  Said press(const std::string& target, const std::string& says) const {
    return ask("POST", target, shown_at(target) + "says=" + says);
  }
  // The hub is down while the office works.
  void meanwhile(const std::function<void(Floor&)>& work) {
    hub.reset();
    {
      Floor office{folder / "hub.db", LedgerRole::hub, clock, "meanwhile"};
      work(office);
    }
    open(links.secret);
  }
  std::vector<OrderLineView> lines(const std::string& of) const {
    return Views::open(folder / "hub.db").value()->order_lines(order(of).document).value();
  }

  TemporaryFolder folder;
  ManualClock clock{Instant::parse("2026-11-22T08:00:00Z").value()};
  AnswerLinks links{"https://hub.example.com", "a-secret-of-the-hub"};
  std::unique_ptr<Hub> hub;
};

}  // namespace

TEST(a_link_shows_what_waits_and_what_may_be_had_instead_and_looking_changes_nothing) {
  const Said page = ask("GET", link("SO-1/1"));
  REQUIRE(page.status == 200);
  REQUIRE(page.says("4 x Bearing 6204-2RS, sealed wait"));
  REQUIRE(page.says("I take 4 x Nitrile gloves"));
  REQUIRE(lines("SO-1/1").size() == 1);
  REQUIRE(lines("SO-1/1")[0].waiting == units(4));
}

TEST(the_page_names_the_day_of_the_letter_and_the_later_one_where_another_letter_has_told_it) {
  hub.reset();
  std::vector<Letter> letters;
  {
    Floor office{folder / "hub.db", LedgerRole::hub, clock, "told"};
    const auto post = [&] {
      clock.advance(std::chrono::minutes(11));
      letters.push_back(office.ledger->letters_due({{"file"}, clock.now(), 0}).value().at(0));
      REQUIRE(office.ledger->letter_tried({letters.back().id, "file", LetterState::sent}).ok());
    };
    office.accepted(Import{{SiteRow{"tell_customers", true}}});
    office.demand_is({office.demand("SO-3/1", 2, 1)});
    post();
    office.accepted(
        Import{{PurchaseLineRow{purchase("PO-7/1"), "SKF", item("BRG"), units(20), day("2027-01-31"), {}}}});
    post();
  }
  open(links.secret);
  const auto day_of = [](const Letter& one) {
    for (const LetterLine& line : one.lines) {
      if (line.line == order("SO-3/1")) return line.day.value();
    }
    return day("1970-01-01");
  };
  const auto words = [](Date of) {
    const std::string text = of.text();
    const std::map<int, std::string> months{{11, "November"}, {12, "December"}, {1, "January"}, {2, "February"}};
    return std::to_string(std::stoi(text.substr(8))) + " " + months.at(std::stoi(text.substr(5, 2)));
  };
  const Date first = day_of(letters[0]), second = day_of(letters[1]);
  REQUIRE(first < second);
  for (Letter& one : letters) one.made = system_clock().now();
  const Said old = ask("GET", link("SO-3/1", letters[0])), newest = ask("GET", link("SO-3/1", letters[1]));
  INFO(old.body);
  REQUIRE(old.says("they leave by " + words(second)));
  REQUIRE(old.says("Our letter said " + words(first)));
  REQUIRE(newest.says("they leave by " + words(second)));
  REQUIRE_FALSE(newest.says("Our letter said"));
  // Who waits has agreed to the day that he has seen, and to no later one.
  meanwhile([&](Floor& office) {
    office.accepted(
        Import{{PurchaseLineRow{purchase("PO-7/1"), "SKF", item("BRG"), units(20), day("2027-04-30"), {}}}});
    clock.advance(std::chrono::minutes(11));
    const Letter third = office.ledger->letters_due({{"file"}, clock.now(), 0}).value().at(0);
    REQUIRE(office.ledger->letter_tried({third.id, "file", LetterState::sent}).ok());
  });
  const std::string open_page = shown_in(newest);
  REQUIRE_FALSE(open_page.empty());
  REQUIRE(ask("POST", link("SO-3/1", letters[1]), open_page + "says=wait").says("Nothing was changed"));
  REQUIRE(press(link("SO-3/1", letters[1]), "wait").says("Thank you"));
}

TEST(a_customer_who_does_not_want_it_gives_up_what_waits_and_no_other_line) {
  const std::string page = shown_at(link("SO-1/1"));
  REQUIRE(ask("POST", link("SO-1/1"), page + "says=cancel").says("Thank you"));
  REQUIRE(ask("POST", link("SO-1/1"), page + "says=cancel").says("Thank you"));
  REQUIRE(lines("SO-1/1")[0].waiting.none());
  REQUIRE(lines("SO-2/1")[0].waiting == units(3));
  REQUIRE(ask("GET", link("SO-1/1")).says("Nothing of it waits"));
  REQUIRE(ask("GET", link("SO-1/1")).says("answer our letter: a person reads it"));
}

TEST(an_old_answer_to_a_line_that_waits_again_is_not_thanked_for) {
  REQUIRE(press(link("SO-1/1"), "cancel").says("Thank you"));
  hub.reset();
  {
    Floor office{folder / "hub.db", LedgerRole::hub, clock, "again"};
    office.demand_is({office.demand("SO-1/1", 5, 1)});
  }
  open(links.secret);
  REQUIRE(lines("SO-1/1")[0].waiting == units(5));
  REQUIRE(press(link("SO-1/1"), "cancel").says("Nothing was changed"));
  REQUIRE(lines("SO-1/1")[0].waiting == units(5));
  REQUIRE(press(link("SO-1/1"), "wait").says("Thank you"));
  REQUIRE(press(link("SO-1/1"), "wait").says("Thank you"));
}

TEST(an_answer_that_would_be_refused_is_not_offered) {
  REQUIRE(ask("GET", link("SO-1/1")).says("I do not want it any more"));
  REQUIRE(press(link("SO-1/1"), "cancel").says("Thank you"));
  REQUIRE(press(link("SO-2/1"), "other").says("Thank you"));
  hub.reset();
  {
    Floor office{folder / "hub.db", LedgerRole::hub, clock, "again"};
    office.demand_is({office.demand("SO-1/1", 5, 1)});
    const auto views = Views::open(folder / "hub.db").value();
    for (const EventView& one : views->events().value()) {
      if (one.action == "take_other") office.accepted(Undo{one.id});
    }
  }
  open(links.secret);
  const Said again = ask("GET", link("SO-1/1")), undone = ask("GET", link("SO-2/1"));
  REQUIRE(again.says("I wait for it"));
  REQUIRE(again.says("I take"));
  REQUIRE_FALSE(again.says("I do not want it any more"));
  REQUIRE(undone.says("I wait for it"));
  REQUIRE_FALSE(undone.says("I take"));
  REQUIRE(undone.says("I do not want it any more"));
}

TEST(another_item_is_taken_once_however_often_the_button_is_pressed) {
  REQUIRE(press(link("SO-1/1"), "other").says("Thank you"));
  REQUIRE(press(link("SO-1/1"), "other").says("Thank you"));
  REQUIRE(lines("SO-1/1").size() == 2);
  REQUIRE(lines("SO-1/1")[1].reserved == units(4));
  const auto notices = Views::open(folder / "hub.db").value()->notices().value();
  REQUIRE(std::count_if(notices.begin(), notices.end(), [](const NoticeView& one) {
            return one.notice.detail.find("SO-1/1: its customer takes 4 of GLV instead") != std::string::npos;
          }) == 1);
}

TEST(what_is_gone_when_the_button_is_pressed_is_not_thanked_for_and_the_other_answers_are_offered) {
  hub.reset();
  {
    Floor office{folder / "hub.db", LedgerRole::hub, clock, "gloves"};
    OrderLineRow gloves = office.demand("SO-4/1", 3, 1);
    gloves.item = item("GLV");
    office.demand_is({gloves});
  }
  open(links.secret);
  std::vector<Said> said(2);
  std::thread first([&] { said[0] = press(link("SO-1/1"), "other"); });
  said[1] = press(link("SO-2/1"), "other");
  first.join();
  const bool first_has_it = said[0].says("Thank you");
  REQUIRE(first_has_it != said[1].says("Thank you"));
  const Said& late = said[first_has_it ? 1 : 0];
  INFO(late.body);
  REQUIRE(late.says("Nothing was changed"));
  REQUIRE(late.says("I wait for it"));
  REQUIRE(late.says("I do not want it any more"));
  REQUIRE_FALSE(late.says("I take"));
  REQUIRE(lines(first_has_it ? "SO-2/1" : "SO-1/1").size() == 1);
}

TEST(an_open_page_books_no_other_item_than_it_has_shown) {
  const Said page = ask("GET", link("SO-1/1"));
  REQUIRE(page.says("I take 4 x Nitrile gloves"));
  meanwhile([](Floor& office) {
    ItemRow other{item("GLV2"), "Other gloves"};
    office.accepted(Import{{other, AlternativeRow{item("BRG"), item("GLV2"), units(1), true}}});
    office.accepted(Receive{Units{item("GLV2"), units(9), {}, {}, {}}, place("DOCK-1"), {}, false});
    OrderLineRow gloves = office.demand("SO-4/1", 9, 1);
    gloves.item = item("GLV");
    office.demand_is({gloves});
  });
  const Said late = ask("POST", link("SO-1/1"), Fixture::shown_in(page) + "says=other");
  INFO(late.body);
  REQUIRE(late.says("Nothing was changed"));
  REQUIRE(late.says("I take 4 x Other gloves"));
  REQUIRE(lines("SO-1/1").size() == 1);
  REQUIRE(ask("POST", link("SO-1/1"), Fixture::shown_in(late) + "says=other").says("Thank you"));
  REQUIRE(lines("SO-1/1")[1].item == item("GLV2"));
}

TEST(an_open_page_gives_up_no_other_number_than_it_has_shown) {
  const Said page = ask("GET", link("SO-2/1"));
  REQUIRE(page.says("3 x Bearing"));
  meanwhile([](Floor& office) { office.demand_is({office.demand("SO-2/1", 8, 5)}); });
  const Said late = ask("POST", link("SO-2/1"), Fixture::shown_in(page) + "says=cancel");
  REQUIRE(late.says("Nothing was changed"));
  REQUIRE(late.says("8 x Bearing"));
  REQUIRE(lines("SO-2/1")[0].waiting == units(8));
}

TEST(who_has_not_seen_the_page_answers_nothing_and_sees_it) {
  for (const char* body : {"says=cancel", "shown=&says=cancel", "shown=0123456789abcdef0123456789abcdef&says=cancel"}) {
    const Said seen = ask("POST", link("SO-1/1"), body);
    REQUIRE(seen.says("Nothing was changed"));
    REQUIRE(seen.says("I do not want it any more"));
  }
  const std::string of_another = shown_at(link("SO-2/1"));
  REQUIRE(ask("POST", link("SO-1/1"), of_another + "says=cancel").says("Nothing was changed"));
  REQUIRE(lines("SO-1/1")[0].waiting == units(4));
}

TEST(a_link_that_was_made_up_or_turned_to_another_line_leads_nowhere) {
  std::string other = link("SO-1/1");
  other.replace(other.find("SO-1"), 4, "SO-2");
  REQUIRE(ask("GET", other).status == 404);
  REQUIRE(ask("POST", other, shown_at(link("SO-1/1")) + "says=cancel").status == 404);
  REQUIRE(ask("GET", "/v1/answer?t=").status == 404);
  REQUIRE(ask("GET", "/v1/answer").status == 404);
  REQUIRE(lines("SO-2/1")[0].waiting == units(3));
}

TEST(the_page_speaks_the_language_of_the_letter) {
  REQUIRE(ask("GET", link("SO-1/1", letter(), "de")).says("Ich warte darauf"));
  REQUIRE(press(link("SO-1/1", letter(), "de"), "wait").says("Danke"));
  REQUIRE(ask("GET", link("SO-1/1", letter(), "xx")).says("I wait for it"));
}

TEST(a_link_ends_ninety_days_after_its_letter_and_says_so) {
  Letter old = letter();
  const auto days_ago = [](std::int64_t days) { return Instant{system_clock().now().ms - days * 24 * 3600 * 1000}; };
  old.made = days_ago(answer_days - 1);
  REQUIRE(ask("GET", link("SO-1/1", old)).status == 200);
  old.made = days_ago(answer_days + 2);
  REQUIRE(ask("GET", link("SO-1/1", old)).status == 410);
  REQUIRE(press(link("SO-1/1", old), "cancel").says("has ended"));
  REQUIRE(lines("SO-1/1")[0].waiting == units(4));
}

TEST(the_last_day_of_a_link_cannot_be_put_off) {
  Letter old = letter();
  old.made = Instant{system_clock().now().ms - std::int64_t{200} * 24 * 3600 * 1000};
  const std::string ended = link("SO-1/1", old), fresh = link("SO-1/1");
  const auto until = [](const std::string& of) { return of.substr(of.find('.') + 1, 10); };
  std::string forged = ended;
  forged.replace(forged.find('.') + 1, 10, until(fresh));
  REQUIRE(ask("GET", forged).status == 404);
}

TEST(an_answer_that_the_page_does_not_have_changes_nothing) {
  REQUIRE_FALSE(press(link("SO-1/1"), "everything").says("Thank you"));
  REQUIRE(lines("SO-1/1")[0].waiting == units(4));
}

TEST(a_hub_without_a_secret_has_no_such_page) {
  open({});
  REQUIRE(ask("GET", link("SO-1/1")).status == 404);
  const LetterLine about{MessageKind::accepted, order("SO-1/1"), item("BRG"), "Bearing", units(4)};
  REQUIRE(answer_link(AnswerLinks{}, letter(), about, "en").empty());
}

TEST(who_is_asked_whether_all_arrived_well_says_so_by_the_link_and_the_office_hears_what_was_wrong) {
  Letter asks;
  meanwhile([&](Floor& office) {
    const auto post = [&](std::chrono::hours later) {
      clock.advance(later + std::chrono::minutes(11));
      for (const Letter& one : office.ledger->letters_due({{"file"}, clock.now(), 0}).value()) {
        REQUIRE(office.ledger->letter_tried({one.id, "file", LetterState::sent}).ok());
        for (const LetterLine& line : one.lines) {
          if (line.kind == MessageKind::follow_up && line.line == order("SO-3/1")) asks = one;
        }
      }
    };
    office.accepted(Import{{SiteRow{"tell_customers", true}}});
    office.demand_is({office.demand("SO-3/1", 2, 1)});
    post(std::chrono::hours(0));
    clock.advance(std::chrono::hours(24 * 40));
    office.accepted(office.receipt(9));
    office.accepted(Pick{order("SO-3/1"), {item("BRG"), units(2), {}, {}, {}}, place("DOCK-1"), place("X-01")});
    office.accepted(Ship{order("SO-3/1").document});
    post(std::chrono::hours(0));
    post(std::chrono::hours(24 * 8));
  });
  REQUIRE_FALSE(asks.id.empty());
  asks.made = system_clock().now();
  const std::string its = link("SO-3/1", asks);
  REQUIRE(ask("GET", its).says("Did all arrive well?"));
  REQUIRE_FALSE(ask("GET", its).says("I wait for it"));
  const auto heard = [&] {
    const auto notices = Views::open(folder / "hub.db").value()->notices().value();
    return std::count_if(notices.begin(), notices.end(), [](const NoticeView& one) {
      return one.notice.detail.find("SO-3/1: its customer is not satisfied with what has come") != std::string::npos;
    });
  };
  REQUIRE(press(its, "cancel").says("Nothing was changed"));
  REQUIRE(press(its, "satisfied").says("Thank you"));
  REQUIRE(heard() == 0);
  REQUIRE(press(its, "dissatisfied").says("Thank you"));
  REQUIRE(press(its, "dissatisfied").says("Thank you"));
  REQUIRE(heard() == 1);
  REQUIRE(ask("GET", link("SO-3/1")).says("Nothing of it waits"));  // another letter has not asked
}
