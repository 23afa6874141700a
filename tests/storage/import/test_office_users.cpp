// The office's list of who works here, as a file like the others.
#include <fstream>
#include <iterator>

#include "storage/import/import_files.h"
#include "storage/import/rejects.h"
#include "tests/support/warehouse/facts_fixture.h"

using namespace dockhand;
using namespace dockhand::test;
namespace fs = std::filesystem;

namespace {

const std::string header = "user,name,badge,role,language\n";
const std::string two_people = header + "ada,Ada L.,B-1,supervisor,en\nbo,Bo K.,B-2,operator,\n";

struct Fixture : FactsFixture {
  OperatorName office = OperatorName::parse("office").value();
  ImportChoices choices;

  void setUp() {
    FactsFixture::setUp();
    choices.users = folder / "users.csv";
  }
  fs::path write(const std::string& text) {
    std::ofstream(folder / "staff.csv", std::ios::binary) << text;
    return folder / "staff.csv";
  }
  ImportReport book(const std::string& text) {
    return import_file(*floor.ledger, write(text), office, clock.now(), choices).value();
  }
  void good(const std::string& text) {
    const ImportReport report = book(text);
    INFO((report.errors.empty() ? "" : report.errors.front().sentence()));
    REQUIRE(report.errors.empty());
    REQUIRE(report.kind == "users");
  }
  Result<Outcome> take_back() { return take_back_import(*floor.ledger, {office}, clock.now(), choices.users); }
  People people() const { return People::read(folder / "users.csv").value(); }
  std::string kept() const {
    std::ifstream in(folder / "users.csv", std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
};

}  // namespace

TEST(a_row_replaces_the_person_of_the_same_user_and_leaves_the_others) {
  good(two_people);
  good("user,name,badge,role\nbo,Bo K.,B-9,supervisor\ncy,\"M., Cy\",B-3,operator\n");
  REQUIRE(people().all().size() == 3);
  REQUIRE(people().by_user("bo")->badge == "B-9");
  REQUIRE(people().by_user("bo")->role == Role::supervisor);
  REQUIRE(people().by_user("cy")->name.text() == "M., Cy");
  REQUIRE(book("user,name,badge,role\nbo,Bo K.,B-9,supervisor\n").repeated);
}

TEST(who_has_left_goes_and_two_people_may_change_badges) {
  good(two_people + "cy,Cy M.,B-3,operator,\n");
  good(header + "ada,Ada L.,B-2,supervisor,\nbo,Bo K.,B-1,operator,\ncy,,,none,\n");
  REQUIRE(people().by_badge("B-1")->user == "bo");
  REQUIRE(people().by_badge("B-2")->user == "ada");
  REQUIRE(people().by_user("cy") == nullptr);
}

TEST(people_are_read_from_the_list_of_another_system_and_a_pin_is_not) {
  const ImportReport report = book(
      "Personalnummer;Mitarbeiter;Ausweisnummer;Rolle;PIN\n1001;Ada L.;B-1;Supervisor;471103\n1002;Bo "
      "K.;B-2;picker;\n");
  REQUIRE(report.errors.empty());
  REQUIRE(people().by_user("1002")->role == Role::worker);
  REQUIRE(kept().find("471103") == std::string::npos);
  REQUIRE(std::any_of(report.found.begin(), report.found.end(),
                      [](const std::string& one) { return one.find("read from no file") != std::string::npos; }));
}

TEST(people_without_badges_are_told_so_and_headings_of_other_languages_are_known) {
  const ImportReport without = book("user,name,role\nada,Ada L.,supervisor\n");
  REQUIRE(without.kind == "users");
  REQUIRE(without.errors.at(0).message.find("badge") != std::string::npos);
  good("Utilisateur;Nom;Badge;Rôle\nada;Ada L.;B-1;Superviseur\n");
  good("Benutzername;Name;Ausweis-Nr.;Funktion\nbo;Bo K.;B-2;Lagerist\n");
  good("user,role\nbo,none\n");
  REQUIRE(people().all().size() == 1);
}

TEST(bad_rows_of_people_are_all_told_and_nothing_is_changed) {
  good(two_people);
  const ImportReport report = book(header + "cy,Cy M.,B-3,boss,\ndi,Di N.,5.9E+12,operator,\ned,Ed O.,B-1,operator,\n");
  REQUIRE(report.errors.size() == 3);
  REQUIRE(report.errors[2].sentence().find("somebody else has the name or the badge of ed") != std::string::npos);
  REQUIRE(report.errors[0].sentence().find("'boss' is no role") != std::string::npos);
  REQUIRE(report.errors[1].sentence().find("its digits are lost") != std::string::npos);
  const ImportReport clash = book(header + "ed,Ed O.,B-1,operator,\n");
  REQUIRE(clash.errors.size() == 1);
  REQUIRE(clash.errors[0].place.ends_with("staff.csv:2"));
  REQUIRE(people().all().size() == 2);
  choices.skip_bad = true;
  REQUIRE(book(header + "ed,Ed O.,B-1,operator,\nfi,Fi P.,B-6,operator,\n").errors.size() == 1);
  REQUIRE(people().all().size() == 3);
  REQUIRE(write_rejects({folder / "staff.csv", clash, false}, choices, folder / "rejects.csv").ok());
}

TEST(a_list_without_a_supervisor_is_refused) {
  const auto refused =
      import_file(*floor.ledger, write(header + "bo,Bo K.,B-2,operator,\n"), office, clock.now(), choices);
  REQUIRE_FALSE(refused.ok());
  REQUIRE(refused.error().message.find("nobody would be a supervisor") != std::string::npos);
  REQUIRE_FALSE(fs::exists(folder / "users.csv"));
}

TEST(a_trial_of_people_says_what_would_change_and_changes_nothing) {
  good(two_people);
  const std::string before = kept();
  choices.try_out = true;
  const ImportReport report = book(header + "ada,Ada L.,B-1,supervisor,en\ncy,Cy M.,B-3,operator,\nx,X,B-1,boss,\n");
  REQUIRE(report.changes == ImportChanges{1, 0, 1, 1, 1});
  REQUIRE(kept() == before);
}

TEST(the_last_file_is_taken_back_whichever_list_it_was) {
  good(two_people);
  const std::string before = kept();
  REQUIRE(book("item,name\nNEW,New\n").errors.empty());
  good(header + "cy,Cy M.,B-3,operator,\n");
  REQUIRE(take_back().ok());
  REQUIRE(kept() == before);
  REQUIRE(std::holds_alternative<Accepted>(take_back().value()));
  REQUIRE_FALSE(floor.ledger->knows(ItemRow{item("NEW"), ""}).value());
  REQUIRE(kept() == before);
}

TEST(the_first_list_is_taken_back_to_nobody_and_what_a_person_has_changed_is_not) {
  good(two_people);
  REQUIRE(take_back().ok());
  REQUIRE_FALSE(fs::exists(folder / "users.csv"));
  good(two_people);
  std::ofstream(folder / "users.csv", std::ios::app) << "cy,Cy M.,B-3,operator,\n";
  const auto refused = take_back();
  REQUIRE_FALSE(refused.ok());
  REQUIRE(refused.error().message.find("was changed since") != std::string::npos);
  REQUIRE(people().all().size() == 3);
}

TEST(people_are_refused_where_nothing_keeps_them) {
  choices.users.clear();
  REQUIRE_FALSE(import_file(*floor.ledger, write(two_people), office, clock.now(), choices).ok());
}

TEST(the_last_supervisor_is_not_taken_off_the_list) {
  good(header + "ada,Ada L.,B-1,supervisor,\n");
  const auto left = import_file(*floor.ledger, write(header + "ada,,,none,\n"), office, clock.now(), choices);
  REQUIRE_FALSE(left.ok());
  REQUIRE(left.error().message.find("give one person that role") != std::string::npos);
  REQUIRE(people().all().size() == 1);
  good(header + "ada,,,none,\nbo,Bo K.,B-2,supervisor,\n");
  REQUIRE(people().all().size() == 1);
}

TEST(a_list_of_people_without_a_column_keeps_what_is_known_of_them) {
  good(header + "ada,Ada L.,B-1,supervisor,en\nbo,Bo K.,B-2,operator,de\n");
  good("user,role\nbo,supervisor\n");
  REQUIRE(people().by_user("bo")->role == Role::supervisor);
  REQUIRE(people().by_user("bo")->badge == "B-2");
  REQUIRE(people().by_user("bo")->language == "de");
  const ImportReport report = book("user,role\nnew,operator\n");
  REQUIRE(report.errors.size() == 1);
  REQUIRE(report.errors[0].message.find("is empty") != std::string::npos);
}

TEST(a_language_is_two_letters_of_one_that_there_is_and_terminals_say_what_they_speak) {
  const ImportReport told = book(header + "ada,Ada L.,B-1,supervisor,DE\nbo,Bo K.,B-2,operator,pt-BR\n");
  REQUIRE(told.errors.empty());
  REQUIRE(people().by_user("ada")->language == "de");
  REQUIRE(people().by_user("bo")->language == "pt");
  REQUIRE(std::any_of(told.found.begin(), told.found.end(), [](const std::string& one) {
    return one.find("terminals speak English so far") != std::string::npos;
  }));
  for (const char* none : {"xx", "klingon", "d"}) {
    INFO(none);
    const ImportReport refused = book(header + "cy,Cy M.,B-3,operator," + none + "\n");
    REQUIRE(refused.errors.size() == 1);
    REQUIRE(refused.errors[0].message.find("write its two letters") != std::string::npos);
  }
}

TEST(a_badge_that_says_what_a_printed_card_says_is_given_to_nobody) {
  const ImportReport refused = book(header + "ada,Ada L.,B-1,supervisor,\nbo,Bo K.,Choice-1,operator,\n");
  REQUIRE(refused.errors.size() == 1);
  REQUIRE(refused.errors[0].message == "badge: 'Choice-1' is what a printed card says: give another badge");
  std::ofstream(folder / "users.csv", std::ios::binary) << header << "ada,Ada L.,YES,supervisor,\n";
  good(header + "ada,Ada M.,YES,supervisor,\n");  // it was given before
  REQUIRE(people().by_user("ada")->name.text() == "Ada M.");
}

TEST(a_list_that_other_books_have_left_behind_is_not_taken_back) {
  good(two_people);
  good(header + "cy,Cy M.,B-3,operator,\n");
  TemporaryFolder elsewhere;
  Floor anew{elsewhere / "dock.db", LedgerRole::terminal, clock, "t"};
  const auto refused = take_back_import(*anew.ledger, {office}, clock.now(), choices.users);
  REQUIRE_FALSE(refused.ok());
  REQUIRE(refused.error().message == "there is no import that could be taken back");
  anew.open_warehouse();
  std::ofstream(folder / "items.csv", std::ios::binary) << "item,name\nNEW-1,New\n";
  REQUIRE(import_file(*anew.ledger, folder / "items.csv", office, clock.now(), choices).value().changed);
  const Outcome taken = take_back_import(*anew.ledger, {office}, clock.now(), choices.users).value();
  REQUIRE_FALSE(std::get<Accepted>(taken).id.text().starts_with("undo-users-"));
  REQUIRE(people().all().size() == 3);
  REQUIRE(std::holds_alternative<Accepted>(take_back().value()));
  REQUIRE(people().all().size() == 2);
}

TEST(a_terminal_in_the_hubs_folder_does_not_keep_its_hub_from_changing_who_works_here) {
  good(two_people);
  std::ofstream(folder / "users.csv.hub", std::ios::binary) << "The hub says who works here.\n";
  const auto refused =
      import_file(*floor.ledger, write(header + "cy,Cy M.,B-3,operator,\n"), office, clock.now(), choices);
  REQUIRE_FALSE(refused.ok());
  REQUIRE(refused.error().message.find("is said by the hub: import it there") != std::string::npos);
  Floor hub{folder / "hub.db", LedgerRole::hub, clock, "hub"};
  const auto taken = [&](const std::string& text) {
    return import_file(*hub.ledger, write(text), office, clock.now(), choices);
  };
  const auto bad = taken(header + "cy,Cy M.,B-3,operator,\ndi,Di N.,B-4,boss,\n");
  REQUIRE(bad.ok());
  REQUIRE(bad->errors.size() == 1);
  REQUIRE(taken(header + "cy,Cy M.,B-3,operator,\n").value().changed);
  REQUIRE(people().all().size() == 3);
}
