// What a refusal advises helps when it is done to the letter: its options are taken from the sentence as they stand
// there, and the file is read and booked again with them.
#include <algorithm>
#include <fstream>
#include <map>
#include <set>

#include "storage/import/import_files.h"
#include "storage/import/import_options.h"
#include "tests/support/warehouse/facts_fixture.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

// What stands after an option. Quotes hold it together, and its first letter may be a mark.
std::string value_after(const std::string& sentence, std::size_t at) {
  if (at >= sentence.size() || sentence[at] != ' ') return "";
  std::string value;
  bool is_quoted = false;
  for (const char letter : sentence.substr(at + 1)) {
    if (letter == '\'')
      is_quoted = !is_quoted;
    else if (is_quoted || value.empty() || std::string_view(" ,;)").find(letter) == std::string_view::npos)
      value += letter;
    else
      break;
  }
  return value;
}

struct Advice {
  std::string option, value;
};

std::vector<Advice> advice_in(const std::string& sentence) {
  std::vector<Advice> all;
  for (std::size_t at = sentence.find("--"); at != std::string::npos; at = sentence.find("--", at + 2)) {
    const std::size_t end = sentence.find_first_not_of("abcdefghijklmnopqrstuvwxyz-", at);
    all.push_back({sentence.substr(at + 2, end - at - 2), value_after(sentence, end)});
  }
  return all;
}

// `filled`: what a person writes where the sentence leaves a gap.
void follow(const Advice& advice, const std::string& filled, ImportTexts& texts) {
  std::string value = advice.value;
  for (const char* gap : {"...", "NUMBER"}) {
    if (const std::size_t at = value.find(gap); at != std::string::npos)
      value.replace(at, std::char_traits<char>::length(gap), filled);
  }
  const std::map<std::string, bool*> marks{{"make", &texts.make},
                                           {"make-items", &texts.make_items},
                                           {"confirm", &texts.confirm},
                                           {"skip-bad", &texts.skip_bad}};
  const std::map<std::string, std::string*> words{
      {"kind", &texts.kind}, {"dates", &texts.dates}, {"decimal", &texts.decimal}};
  const std::map<std::string, std::vector<std::string>*> lists{
      {"set", &texts.set}, {"column", &texts.columns}, {"state", &texts.states}, {"unit", &texts.units}};
  INFO("--" << advice.option);
  REQUIRE((marks.contains(advice.option) || words.contains(advice.option) || lists.contains(advice.option)));
  if (marks.contains(advice.option)) *marks.at(advice.option) = true;
  if (words.contains(advice.option)) *words.at(advice.option) = value;
  if (lists.contains(advice.option)) lists.at(advice.option)->push_back(value);
}

struct Fixture : FactsFixture {
  OperatorName office = OperatorName::parse("office").value();

  void setUp() {
    FactsFixture::setUp();
    floor.accepted(Import{{CustomerRow{"a@x", "Ann"}}});
  }
  ImportedFile book(const std::string& text, const ImportTexts& texts = {}) {
    std::ofstream(folder / "file.csv", std::ios::binary) << text;
    const auto choices = choices_of(texts);
    INFO((choices ? "" : choices.error().sentence()));
    REQUIRE(choices.ok());
    auto parsed = parse_files({folder / "file.csv"}, *choices).value();
    return book_files(*floor.ledger, std::move(parsed), *choices, office, clock.now()).value().at(0);
  }
  std::string refusal(const std::string& text) {
    const ImportedFile refused = book(text);
    REQUIRE_FALSE(refused.booked);
    REQUIRE_FALSE(refused.report.errors.empty());
    return refused.report.errors.front().sentence();
  }
  // Each list of places in the advice is one way out; all that is advised has to be in one of them. The last way is
  // booked.
  void helps(const std::string& text, const std::vector<std::vector<std::size_t>>& ways,
             const std::string& filled = "") {
    const std::string sentence = refusal(text);
    const std::vector<Advice> advice = advice_in(sentence);
    INFO(sentence);
    std::set<std::size_t> used;
    for (const auto& way : ways) {
      ImportTexts texts;
      for (const std::size_t one : way) {
        REQUIRE(one < advice.size());
        follow(advice[one], filled, texts);
        used.insert(one);
      }
      texts.dry_run = &way != &ways.back();
      const ImportedFile taken = book(text, texts);
      INFO((taken.report.errors.empty() ? "" : taken.report.errors.front().sentence()));
      CHECK(taken.report.errors.empty());
      CHECK((taken.booked || texts.dry_run));
    }
    CHECK(used.size() == advice.size());
  }
};

const std::string orders = "order,line,customer,item,quantity,promised\n";

}  // namespace

TEST(who_orders_and_what_is_ordered_is_made_as_advised) {
  helps(orders + "O1,1,nobody,BRG,2,2026-12-01\n", {{0}});
  helps(orders + "O2,1,a@x,NEW-1,2,2026-12-01\n", {{0}});
  helps("place,item,quantity\nA-01,NEW-2,2\n", {{0}});
  helps("item,supplier,price\nNEW-3,SKF,2.50\n", {{0}});
  helps("item,day,units\nNEW-4,2026-10-01,5\n", {{0}});
  helps("item,location,min,max\nNEW-5,A-01,5,9\n", {{0}});
  helps("customer,item,quantity\na@x,NEW-6,1\n", {{0}});
  helps("purchase,line,supplier,item,quantity,due\nP1,1,S,NEW-7,2,2026-12-01\n", {{0}});
  helps("asn,sscc,item,quantity\nN1,340123450000000017,NEW-8,4\n", {{0}});
}

TEST(what_no_option_makes_is_not_advised_to_be_made) {
  CHECK(refusal("barcode,item\n4006381333931,NEW-1\n").ends_with("'NEW-1' is not known: import the items first"));
  CHECK(refusal("item,other\nBRG,NEW-1\n").ends_with("'NEW-1' is not known: import the items first"));
  CHECK(refusal("customer,item\nnobody,BRG\n").ends_with("'nobody' is not known: import the customers first"));
  CHECK(refusal("item,location,min,max\nBRG,NOWHERE,2,9\n")
            .ends_with("'NOWHERE' is not known: import the locations first"));
  CHECK(refusal("place,item,quantity\nNOWHERE,BRG,2\n")
            .ends_with("'NOWHERE' is not known here: import the locations first"));
}

TEST(a_kind_and_what_a_column_holds_are_said_as_advised) {
  const std::string list = "Item Code,Qty,Customer,Promised,Line\nBRG,2,a@x,2026-12-01,1\n";
  helps(list, {{2, 3, 4, 5}, {0, 1}}, "2026-12-02");
  helps("location,kind\nX-9,Gizmo\n", {{0}});
}

TEST(days_and_numbers_are_said_as_advised) {
  helps(orders + "O1,1,a@x,BRG,2,03/04/2027\n", {{0}});
  helps(orders + "O2,1,a@x,BRG,\"1,000\",2026-12-01\n", {{0}, {1}});
}

TEST(what_a_state_means_is_said_as_advised) {
  const std::string states = "order,line,customer,item,quantity,promised,status\n";
  helps(states + "O1,1,a@x,BRG,2,2026-12-01,quux\n", {{0}});
  helps(
      "Order Number,Line,Customer,Item "
      "Code,Qty,Promised,Cancelled\nO2,1,a@x,BRG,3,2026-12-01,1\nO2,2,a@x,GLV,4,2026-12-01,0\n",
      {{0}, {1}});
  helps("order,line,customer,item,quantity,promised,remark\nO3,1,a@x,BRG,2,2026-12-01,cancelled\n", {{0}, {1}});
}

TEST(how_many_are_in_a_pack_is_said_as_advised) {
  helps("PO Number,Line,SKU,Qty,UOM,Vendor,Expected Date\nP1,1,BRG,2,Karton,V,2026-12-01\n", {{0}}, "12");
}

TEST(a_second_customer_and_a_second_notice_are_confirmed_as_advised) {
  floor.accepted(Import{{CustomerRow{"b@x", "Bo"}}});
  helps(orders + "O1,1,a@x,BRG,2,2026-12-01\nO1,2,b@x,GLV,2,2026-12-01\n", {{0}});
  helps("asn,sscc,item,quantity\nN1,340123450000000017,BRG,4\nN2,340123450000000017,BRG,5\n", {{0}});
}

TEST(rows_without_an_item_are_left_out_as_advised) {
  const std::string text =
      "Item Code,Qty,Customer,Order Number,Promised\n,2,a@x,O1,2026-12-01\nBRG,2,a@x,O1,2026-12-01\n";
  const std::vector<Advice> advice = advice_in(refusal(text));
  REQUIRE(advice.size() == 1);
  ImportTexts texts;
  follow(advice.front(), "", texts);
  CHECK(book(text, texts).booked);
}

TEST(what_is_called_as_a_printed_card_is_asked_about_until_it_is_known) {
  const std::string places = "location,kind\nClear,storage\nC-01,storage\n";
  helps(places, {{0}});
  CHECK(book(places).report.errors.empty());
  helps("item,name\nCHOICE-3,Brush\n", {{0}});
  CHECK(book("item,name\nCHOICE-31,Brush\nGO-9,Broom\n").report.errors.empty());
}
