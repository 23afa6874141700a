// What spreadsheets and people do to a file before it comes here, one habit after the other, and what becomes of it.
#include <fstream>

#include "storage/import/import_files.h"
#include "tests/support/warehouse/facts_fixture.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

// Says what is in a row, as far as a habit can spoil it.
struct Words {
  std::string operator()(const ItemRow& row) const { return row.item.text() + " " + row.name; }
  std::string operator()(const BarcodeRow& row) const {
    return row.code + " " + row.item.text() + " " + row.units.text();
  }
  std::string operator()(const OrderLineRow& row) const {
    return row.line.text() + " " + row.item.text() + " " + row.ordered.text() + " " + row.promised.text();
  }
  std::string operator()(const AsnRow& row) const { return row.unit.text(); }
  template <class Row>
  std::string operator()(const Row&) const {
    return "another kind of row";
  }
};

struct Habit {
  const char* name;
  std::string_view text;  // of the file, or of one cell
  const char* row;        // what the first row says then; empty: it is refused
  const char* why;        // a part of the reason, when it is refused
};

struct Fixture {
  void setUp() {}
  void tearDown() {}
  TemporaryFolder folder;

  // Returns what the first row says, or "refused: " and why.
  std::string outcome(std::string_view text) {
    std::ofstream(folder / "file.csv", std::ios::binary) << text;
    const ParsedImport parsed = parse_import(folder / "file.csv").value();
    if (!parsed.report.errors.empty()) return "refused: " + parsed.report.errors.front().message;
    return parsed.rows.empty() ? "no rows" : std::visit(Words{}, parsed.rows.front());
  }
  void check(const Habit& habit, const std::string& text) {
    const std::string found = outcome(text);
    INFO(habit.name << " (" << habit.text << "): " << found);
    if (*habit.row != '\0') {
      CHECK(found == habit.row);
    } else {
      CHECK(found.starts_with("refused: "));
      CHECK(found.find(habit.why) != std::string::npos);
    }
  }
};

constexpr const char* of_day = "SO-1/1 BRG 1 2026-12-01";
constexpr const char* two_ways = "can be read in two ways";

}  // namespace

TEST(days_are_read_in_every_form_that_has_one_meaning) {
  constexpr Habit habits[] = {
      {"day", "2026-12-01", of_day, ""},
      {"day", "2026/12/01", of_day, ""},
      {"day", "01.12.2026", of_day, ""},
      {"day", "1.12.2026", of_day, ""},
      {"day", "01/12/2026", "", two_ways},
      {"day", "12/01/2026", "", two_ways},
      {"day", "1/12/26", "", two_ways},
      {"day", "01-12-2026", "", two_ways},
      {"day", "20261201", of_day, ""},
      {"day", "01 Dec 2026", of_day, ""},
      {"day", "1-Dec-26", of_day, ""},
      {"day", "Dec 1, 2026", of_day, ""},
      {"day", "46357", of_day, ""},
      {"day", "2026-12-01 00:00:00", of_day, ""},
      {"day", "2026-12-01T00:00:00", of_day, ""},
      {"day", "2026-12-01T00:00:00Z", of_day, ""},
      {"day", "2026-12-01T00:00:00+01:00", of_day, ""},
      {"day", "12/1/2026 0:00:00", "", two_ways},
      {"day", "2026-12", "", "is no day"},
      {"day", "2026-12-00", "", "is not in the calendar"},
      {"day", "", "", "is empty"},
      {"day", "0000-00-00", "", "means that there is no date"},
      {"day", "1970-01-01", "", "means that there is no date"},
      {"day", "9999-12-31", "", "means that there is no date"},
  };
  for (const Habit& habit : habits) {
    check(habit, "order,line,customer,item,quantity,promised\nSO-1,1,C-1,BRG,1,\"" + std::string(habit.text) + "\"\n");
  }
}

TEST(numbers_are_whole_however_they_are_written_and_never_guessed) {
  constexpr Habit habits[] = {
      {"number", "3", "SO-1/1 BRG 3 2026-12-01", ""},
      {"number", "3.0", "SO-1/1 BRG 3 2026-12-01", ""},
      {"number", "3.00", "SO-1/1 BRG 3 2026-12-01", ""},
      {"number", "3,0", "SO-1/1 BRG 3 2026-12-01", ""},
      {"number", "3,000", "", two_ways},
      {"number", "1,200", "", two_ways},
      {"number", "1 200", "SO-1/1 BRG 1200 2026-12-01", ""},
      {"number", "1.200", "", two_ways},
      {"number", "3.5", "", "is not a whole number"},
      {"number", "3,5", "", "is not a whole number"},
      {"number", "0.5", "", "is not a whole number"},
      {"number", "-3", "", "is less than none"},
      {"number", "0", "no rows", ""},
      {"number", "+3", "SO-1/1 BRG 3 2026-12-01", ""},
      {"number", "1e3", "", "is how a spreadsheet shortens"},
      {"number", "3 pcs", "", "is not a number"},
      {"number", "3 EA", "", "is not a number"},
      {"number", "03", "SO-1/1 BRG 3 2026-12-01", ""},
      {"number", "", "", "is empty"},
      {"number", "1000000000", "SO-1/1 BRG 1000000000 2026-12-01", ""},
      {"number", "99999999999", "", "is not between"},
      {"number", "\357\274\223", "", "is not a number"},
      {"number", "3 ", "SO-1/1 BRG 3 2026-12-01", ""},
  };
  for (const Habit& habit : habits) {
    check(habit, "order,line,customer,item,quantity,promised\nSO-1,1,C-1,BRG,\"" + std::string(habit.text) +
                     "\",2026-12-01\n");
  }
}

TEST(a_handling_unit_is_read_with_and_without_its_identifier_and_a_carton_by_its_own_number) {
  constexpr Habit habits[] = {
      {"unit", "340123450000000017", "340123450000000017", ""},
      {"unit", "00340123450000000017", "340123450000000017", ""},
      {"unit", "(00)340123450000000017", "340123450000000017", ""},
      {"unit", "(00) 3 4012345 000000001 7", "340123450000000017", ""},
      {"unit", "3.40123E+17", "", "its digits are lost"},
      {"unit", "34012345000000001", "", "it is 340123450000000017"},
      {"unit", "340123450000000010", "", "7 was expected"},
      {"unit", "FBA15DXQ7K9TU000001", "CTN:FBA15DXQ7K9TU000001", ""},
      {"unit", "1Z999AA10123456784", "CTN:1Z999AA10123456784", ""},
      {"unit", "00012345000000012340", "", "1 was expected"},
  };
  for (const Habit& habit : habits) {
    check(habit, "asn,sscc,item,quantity,purchase,line\nASN-1,\"" + std::string(habit.text) + "\",BRG,12,PO-1,1\n");
  }
}

TEST(what_a_spreadsheet_did_to_a_barcode_is_refused_with_what_it_was) {
  using namespace std::string_view_literals;
  constexpr Habit habits[] = {
      {"barcode-8-internal", "barcode,item,level,units\n13404900,BRG,ea,1\n13404901,BRG-6205,ea,1\n"sv,
       "13404900 BRG 1", ""},
      {"barcode-apostrophe", "barcode,item,level,units\n'5901234123457,BRG,ea,1\n"sv, "", "it is 5901234123457"},
      {"barcode-blank", "barcode,item,level,units\n5901234123457 ,BRG,ea,1\n"sv, "05901234123457 BRG 1", ""},
      {"barcode-brackets", "barcode,item,level,units\n(01)05901234123457,BRG,ea,1\n"sv, "", "it is 05901234123457"},
      {"barcode-float", "barcode,item,level,units\n5901234123457.0,BRG,ea,1\n"sv, "", "it is 5901234123457"},
      {"barcode-formula", "barcode,item,level,units\n\"=\"\"5901234123457\"\"\",BRG,ea,1\n"sv, "",
       "its value is likely 5901234123457"},
      {"barcode-isbn", "barcode,item,level,units\n978-0-306-40615-7,BRG,ea,1\n"sv, "", "it is 9780306406157"},
      {"barcode-no-check-digit", "barcode,item,level,units\n590123412345,BRG,ea,1\n"sv, "", "it is 5901234123457"},
      {"barcode-no-units", "barcode,item,level,units\n15901234123454,BRG,cs,\n"sv, "", "is empty"},
      {"barcode-reassigned", "barcode,item,level,units\n5901234123457,BRG-6205,ea,1\n"sv, "05901234123457 BRG-6205 1",
       ""},
      {"barcode-scientific-comma", "barcode,item,level,units\n\"5,90123E+12\",BRG,ea,1\n"sv, "", "its digits are lost"},
      {"barcode-scientific", "barcode,item,level,units\n5.90123E+12,BRG,ea,1\n"sv, "", "its digits are lost"},
      {"barcode-two-columns", "barcode,item\n4006381333931,BRG-6205\n"sv, "04006381333931 BRG-6205 1", ""},
      {"barcode-zero-lost-11", "barcode,item,level,units\n70177137069,LOT-2,ea,1\n"sv, "", "is likely 070177137069"},
  };
  for (const Habit& habit : habits) check(habit, std::string(habit.text));
}

TEST(how_a_file_is_laid_out_says_nothing) {
  using namespace std::string_view_literals;
  constexpr Habit habits[] = {
      {"bom-quoted", "\357\273\277\"item\",\"name\"\r\n\"ZUR-2\",\"Dichtung Z\303\274rich\"\r\n"sv,
       "ZUR-2 Dichtung Z\303\274rich", ""},
      {"bom", "\357\273\277item,name\r\nZUR-1,Dichtung Z\303\274rich\r\n"sv, "ZUR-1 Dichtung Z\303\274rich", ""},
      {"cell-blanks", "order,line,customer,item,quantity,promised\r\nSO-50,1,C-1, BRG,3 ,2026-12-01\r\n"sv,
       "SO-50/1 BRG 3 2026-12-01", ""},
      {"comment-first",
       "\n\n# export of 27 Nov\norder,line,customer,item,quantity,promised\nSO-50,1,C-1,BRG,3,2026-12-01\n"sv,
       "SO-50/1 BRG 3 2026-12-01", ""},
      {"cp1252", "item,name\r\nZUR-1,Dichtung \200 5\r\n"sv, "ZUR-1 Dichtung \342\202\254 5", ""},
      {"empty-columns", "order,line,customer,item,quantity,promised,,\r\nSO-50,1,C-1,BRG,3,2026-12-01,,\r\n"sv,
       "SO-50/1 BRG 3 2026-12-01", ""},
      {"empty-rows",
       "order,line,customer,item,quantity,promised\r\nSO-50,1,C-1,BRG,3,2026-12-01\r\n,,,,,\r\n,,,,,\r\n"sv,
       "SO-50/1 BRG 3 2026-12-01", ""},
      {"extra-column",
       "order,line,customer,item,quantity,promised,note\r\nSO-50,1,C-1,BRG,3,2026-12-01,ring first\r\n"sv,
       "SO-50/1 BRG 3 2026-12-01", ""},
      {"header-blanks", "Order , Line,Customer,Item, Quantity,Promised\r\nSO-50,1,C-1,BRG,3,2026-12-01\r\n"sv,
       "SO-50/1 BRG 3 2026-12-01", ""},
      {"inch-bare", "item,name\nA-1,Pipe 1\" x 2\"\n"sv, "A-1 Pipe 1\" x 2\"", ""},
      {"inch", "item,name\nA-1,\"Pipe 1\" x 2\"\n"sv, "A-1 Pipe 1\" x 2", ""},
      {"latin1", "item,name\nZUR-1,Dichtung Z\374rich\n"sv, "ZUR-1 Dichtung Z\303\274rich", ""},
      {"mac-cr", "item,name\rZUR-1,Dichtung\r"sv, "ZUR-1 Dichtung", ""},
      {"nbsp", "order,line,customer,item,quantity,promised\nSO-50,1,C-1,BRG\302\240,3,2026-12-01\n"sv,
       "SO-50/1 BRG 3 2026-12-01", ""},
      {"semicolon", "order;line;customer;item;quantity;promised\r\nSO-50;1;C-1;BRG;3;2026-12-01\r\n"sv,
       "SO-50/1 BRG 3 2026-12-01", ""},
      {"sep-comma", "sep=,\r\norder,line,customer,item,quantity,promised\r\nSO-50,1,C-1,BRG,3,2026-12-01\r\n"sv,
       "SO-50/1 BRG 3 2026-12-01", ""},
      {"sep-line", "sep=;\r\norder;line;customer;item;quantity;promised\r\nSO-50;1;C-1;BRG;3;2026-12-01\r\n"sv,
       "SO-50/1 BRG 3 2026-12-01", ""},
      {"short-row", "order,line,customer,item,quantity,promised,priority\r\nSO-50,1,C-1,BRG,3,2026-12-01\r\n"sv,
       "SO-50/1 BRG 3 2026-12-01", ""},
      {"tabs", "order\tline\tcustomer\titem\tquantity\tpromised\nSO-50\t1\tC-1\tBRG\t3\t2026-12-01\n"sv,
       "SO-50/1 BRG 3 2026-12-01", ""},
      {"trailing-comma", "order,line,customer,item,quantity,promised\r\nSO-50,1,C-1,BRG,3,2026-12-01,\r\n"sv,
       "SO-50/1 BRG 3 2026-12-01", ""},
      {"utf16",
       "\377\376i\000t\000e\000m\000,\000n\000a\000m\000e\000\r\000\n\000Z\000U\000R\000-\0001\000,\000D\000i\000c\000h\000t\000u\000n\000g\000\r\000\n\000"sv,
       "ZUR-1 Dichtung", ""},
  };
  for (const Habit& habit : habits) check(habit, std::string(habit.text));
}
