// Letters get their words and go out, each once in effect, whoever dies in between.

#include <cstdlib>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>

#include "storage/views/views.h"
#include "sync/http/http_server.h"
#include "sync/hub/hub_letters.h"
#include "sync/message/postman.h"
#include "sync/message/template.h"
#include "sync/session.h"
#include "sync/webhooks.h"
#include "tests/support/site/fake_mail_server.h"
#include "tests/support/site/post_office.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;
using nlohmann::json;

namespace {

struct Fixture : PostOffice {};

Letter letter_of(MessageKind kind, const std::string& language) {
  Letter letter{"0123456789abcdef0123456789abcdef", "smtp", "ACME", "Acme Ltd"};
  letter.contact = Contact{"ACME", "Ann", "ann@example.com", language, true};
  letter.lines = {{kind, order("SO-1/1"), item("BRG"), "Bearing", units(4), day("2026-12-03"), day("2026-12-01"), "DHL",
                   "0034043", "ROD", "A rod", "5 % off", "SORRY5"}};
  return letter;
}

// Does something else while a letter is handed over.
class Meddler final : public Channel {
 public:
  explicit Meddler(std::function<void(const Letter&)> then) : then_(std::move(then)) {}
  Handover hand_over(const Letter& letter, const LetterText&) override {
    then_(letter);
    return {};
  }
  void cancel() override {}

 private:
  const std::function<void(const Letter&)> then_;
};

}  // namespace

TEST(every_text_of_every_language_says_what_it_is_about) {
  const auto texts = LetterTexts::load({}, "Nordlager", "en").value();
  REQUIRE(texts.languages() == std::vector<std::string>{"de", "en"});
  for (const std::string& language : texts.languages()) {
    for (const MessageKind kind : message_kinds()) {
      INFO(language << " " << name_of(kind));
      const auto text = texts.write(letter_of(kind, language)).value();
      REQUIRE(text.subject.find("Bearing") + text.subject.find("SO-1") != 2 * std::string::npos);
      REQUIRE(text.body.find("4") != std::string::npos);
      REQUIRE(text.body.find("Bearing (BRG)") != std::string::npos);
      REQUIRE(text.body.find("Ann") != std::string::npos);
      REQUIRE(text.body.ends_with("Nordlager"));
      REQUIRE(text.body.find("{{") == std::string::npos);
    }
  }
}

TEST(days_and_carriers_are_said_in_the_customers_language) {
  const auto texts = LetterTexts::load({}, "", "en").value();
  const auto moved = texts.write(letter_of(MessageKind::moved, "de")).value();
  REQUIRE(moved.subject == "Ihre Bestellung SO-1: neuer Termin, 3. Dezember 2026");
  REQUIRE(moved.body.find("nicht bis 1. Dezember 2026") != std::string::npos);
  const auto shipped = texts.write(letter_of(MessageKind::shipped, "en")).value();
  REQUIRE(shipped.body.find("with DHL, tracking number 0034043.") != std::string::npos);
  Letter plain = letter_of(MessageKind::shipped, "fr");  // which nobody has written
  plain.lines[0].carrier = plain.lines[0].tracking = "";
  REQUIRE(texts.write(plain).value().body.find("have left us.") != std::string::npos);
}

TEST(a_letter_says_in_every_language_what_its_customer_has_for_waiting) {
  const auto texts = LetterTexts::load({}, "", "en").value();
  for (const std::string& language : texts.languages()) {
    for (const MessageKind kind : {MessageKind::moved, MessageKind::shipped}) {
      INFO(language << " " << name_of(kind));
      Letter letter = letter_of(kind, language);
      const std::string body = texts.write(letter).value().body;
      REQUIRE(body.find("5 % off") != std::string::npos);
      REQUIRE(body.find("SORRY5") != std::string::npos);
      letter.lines[0].goodwill = letter.lines[0].goodwill_code = "";
      const std::string plain = texts.write(letter).value().body;
      REQUIRE(plain.size() + std::string("5 % off").size() + std::string("SORRY5").size() < body.size());
    }
  }
}

TEST(what_the_law_asks_for_stands_behind_the_line_in_every_language) {
  const auto texts = LetterTexts::load({}, "", "en").value();
  for (const std::string& language : texts.languages()) {
    for (const char* law : {"us_silence", "us_agree", "further", "end"}) {
      INFO(language << " " << law);
      Letter letter = letter_of(MessageKind::moved, language);
      const std::size_t plain = texts.write(letter).value().body.size();
      letter.lines[0].law = law;
      const std::string body = texts.write(letter).value().body;
      REQUIRE(body.size() > plain + 100);
      REQUIRE(body.find("{{") == std::string::npos);
    }
  }
}

TEST(a_site_writes_its_own_words_and_a_wrong_field_is_found_before_anything_is_sent) {
  std::filesystem::create_directories(folder / "texts/en");
  std::ofstream(folder / "texts/en/here.txt") << "Hooray, {{order}}\n\n{{units}} came";
  const auto texts = LetterTexts::load(folder / "texts", "", "en").value();
  REQUIRE(texts.write(letter_of(MessageKind::here, "en")).value().subject == "Hooray, SO-1");
  std::ofstream(folder / "texts/en/here.txt") << "Hooray, {{odrer}}\n\n";
  const auto wrong = LetterTexts::load(folder / "texts", "", "en");
  REQUIRE_FALSE(wrong);
  REQUIRE(wrong.error().place == "en/here.txt");
  REQUIRE(wrong.error().message.find("odrer") != std::string::npos);
}

TEST(gaps_of_a_text_are_filled_and_parts_without_a_value_are_left_out) {
  const std::vector<std::string_view> known{"a", "b"};
  REQUIRE(fill_template("{{a}}-{{?b}}<{{b}}>{{/b}}", {{"a", "1"}}, known).value() == "1-");
  REQUIRE(fill_template("{{a}}-{{?b}}<{{b}}>{{/b}}", {{"b", "2"}}, known).value() == "-<2>");
  for (const char* wrong : {"{{a", "{{c}}", "{{?a}}", "{{/a}}", "{{?a}}{{?b}}{{/b}}{{/a}}", "{{}}"}) {
    INFO(wrong);
    REQUIRE_FALSE(fill_template(wrong, {}, known));
  }
}

TEST(a_letter_is_the_same_mail_byte_for_byte_with_one_message_id) {
  const Letter letter = letter_of(MessageKind::here, "de");
  const MailSender from{"shop@example.com", "Nordlager", "mailto:stop@example.com"};
  const LetterText text{"Grüße, und zwar so viele, dass es länger ist als eine Zeile einer Kopfzeile", "Hallo"};
  const std::string mail = mail_of(letter, text, from);
  REQUIRE(mail == mail_of(letter, text, from));
  REQUIRE(mail.find("Message-ID: <0123456789abcdef0123456789abcdef@example.com>\r\n") != std::string::npos);
  REQUIRE(mail.find("From: \"Nordlager\" <shop@example.com>\r\n") != std::string::npos);
  REQUIRE(mail.find("To: \"Ann\" <ann@example.com>\r\n") != std::string::npos);
  REQUIRE(mail.find("List-Unsubscribe: <mailto:stop@example.com>\r\n") != std::string::npos);
  Letter legal = letter;
  legal.lines[0].law = "further";
  REQUIRE(mail_of(legal, text, from).find("List-Unsubscribe") == std::string::npos);
  legal.lines[0].law = "note_again";
  REQUIRE(mail_of(legal, text, from).find("List-Unsubscribe") != std::string::npos);
  REQUIRE(mail.find("\r\n\r\nSGFsbG8K\r\n") != std::string::npos);  // "Hallo\n"
  for (std::size_t at = 0, end = 0; end != std::string::npos; at = end + 2) {
    end = mail.find("\r\n", at);
    REQUIRE(mail.substr(at, end - at).size() <= 78);
  }
}

TEST(a_folder_gets_a_json_line_and_a_mail_where_there_is_an_address) {
  line_waits(1);
  REQUIRE(postman(by_file())->round().value() == 1);
  REQUIRE(postman(by_file())->round().value() == 0);
  REQUIRE(files(".json").size() == 1);
  REQUIRE(files(".eml").size() == 1);
  const json letter = json::parse(text_of(files(".json")[0]));
  REQUIRE(letter["customer"] == "ACME");
  REQUIRE(letter["about"][0]["kind"] == "accepted");
  REQUIRE(letter["about"][0]["line"] == "SO-1/1");
  REQUIRE(state_of_only_letter() == "sent");
}

TEST(another_program_is_told_with_a_signature_and_what_it_says_decides) {
  LetterBox box;
  const auto server = HttpServer::start("127.0.0.1", 0, box).value();
  line_waits(1);
  box.does = LetterBox::Does::is_busy;
  REQUIRE(postman(by_webhook(server->port()))->round().value() == 1);
  REQUIRE(state_of_only_letter() == "queued");
  clock.advance(std::chrono::hours(1));
  box.does = LetterBox::Does::refuses;
  REQUIRE(postman(by_webhook(server->port()))->round().value() == 1);
  REQUIRE(state_of_only_letter() == "refused");
  REQUIRE(floor->ledger->retry_letters({}).value() == 1);
  box.does = LetterBox::Does::takes;
  REQUIRE(postman(by_webhook(server->port()))->round().value() == 1);
  REQUIRE(state_of_only_letter() == "sent");
  REQUIRE(box.bodies().size() == 1);
}

TEST(a_mail_server_gets_a_mail_and_what_it_says_decides) {
  FakeMailServer server;
  line_waits(1);
  server.does = FakeMailServer::Does::is_busy;
  REQUIRE(postman(by_mail(server.port))->round().value() == 1);
  REQUIRE(state_of_only_letter() == "queued");
  clock.advance(std::chrono::hours(1));
  server.does = FakeMailServer::Does::refuses_address;
  REQUIRE(postman(by_mail(server.port))->round().value() == 1);
  REQUIRE(state_of_only_letter() == "refused");
  REQUIRE(floor->ledger->retry_letters({}).value() == 1);
  server.does = FakeMailServer::Does::takes_and_dies;
  REQUIRE(postman(by_mail(server.port))->round().value() == 1);
  REQUIRE(state_of_only_letter() == "queued");
  clock.advance(std::chrono::hours(1));
  server.does = FakeMailServer::Does::takes;
  REQUIRE(postman(by_mail(server.port))->round().value() == 1);
  REQUIRE(state_of_only_letter() == "sent");
  // The one whose answer was lost came twice, and is the same to the byte.
  REQUIRE(server.mails().size() == 2);
  REQUIRE(server.mails()[0] == server.mails()[1]);
  REQUIRE(server.mails()[0].find("To: =?UTF-8?B?") != std::string::npos);
}

TEST(who_has_not_agreed_to_mail_gets_none_and_nobody_is_called) {
  FakeMailServer server;
  REQUIRE(floor->ledger->keep_contacts({{"ACME", "Ann", "ann@example.com", "de", false}}).ok());
  line_waits(1);
  REQUIRE(postman(by_mail(server.port))->round().value() == 1);
  REQUIRE(state_of_only_letter() == "withheld");
  REQUIRE(server.mails().empty());
}

TEST(of_who_wants_no_letters_there_is_no_file) {
  REQUIRE(floor->ledger->keep_contacts({{"ACME", "Ann", "ann@example.com", "de", false}}).ok());
  line_waits(1);
  REQUIRE(postman(by_file())->round().value() == 1);
  REQUIRE(state_of_only_letter() == "withheld");
  REQUIRE(files(".json").empty());
  REQUIRE(files(".eml").empty());
}

TEST(of_who_wants_no_letters_another_program_hears_nothing) {
  REQUIRE(floor->ledger->keep_contacts({{"ACME", "Ann", "ann@example.com", "de", false}}).ok());
  LetterBox box;
  const auto server = HttpServer::start("127.0.0.1", 0, box).value();
  line_waits(1);
  REQUIRE(postman(by_webhook(server->port()))->round().value() == 1);
  REQUIRE(state_of_only_letter() == "withheld");
  REQUIRE(box.bodies().empty());
}

TEST(a_folder_is_a_feed_that_needs_no_contact_and_holds_no_mail_without_one) {
  REQUIRE(floor->ledger->forget("ACME").value().rows > 0);
  line_waits(3);
  REQUIRE(postman(by_file())->round().value() == 1);
  REQUIRE(state_of_only_letter() == "sent");
  REQUIRE(files(".json").size() == 1);
  REQUIRE(files(".eml").empty());
}

TEST(a_language_that_nobody_has_written_is_the_sites_everywhere_and_the_office_hears_of_it_once) {
  REQUIRE(floor->ledger->keep_contacts({{"ACME", "Ann", "ann@example.com", "xx", true}}).ok());
  const auto notices = [&] { return Views::open(folder / "hub.db", clock).value()->notices().value(); };
  for (int number = 1; number <= 2; ++number) {
    line_waits(number);
    const std::string answers = R"("answer_address":"https://hub","answer_secret_file":"secret",)";
    Postman post(on_this_thread(*floor->ledger), plan(by_file(), answers), clock, log, 1);
    REQUIRE(post.round().value() == 1);
    const json letter = json::parse(text_of(files(".json").at(0)));
    REQUIRE(letter["language"] == "en");
    REQUIRE(letter["about"][0]["answer"].get<std::string>().find(".en.") != std::string::npos);
    REQUIRE(std::filesystem::remove(files(".json").at(0)));
    REQUIRE(notices().size() == 1);
    REQUIRE(notices()[0].notice.detail.find("'xx'") != std::string::npos);
    REQUIRE(notices()[0].notice.detail.find("ACME") == std::string::npos);
  }
}

TEST(a_failure_names_the_program_that_did_not_answer_and_no_hub) {
  line_waits(1);
  REQUIRE(postman(by_webhook(9))->round().ok());
  const auto told = do_letter_work(folder / "hub.db", LedgerRole::hub, {}, clock).value();
  REQUIRE(told.find("the program that takes letters cannot be reached") != std::string::npos);
  REQUIRE(told.find("the hub") == std::string::npos);
}

TEST(a_wrong_file_of_letters_is_told_by_the_key_that_is_wrong) {
  const auto wrong = [&](const std::string& channel) {
    std::ofstream(folder / "post.json") << R"({"channels":[)" << channel << "]}";
    const auto read = read_post_plan(folder / "post.json", clock);
    REQUIRE_FALSE(read);
    return read.error().place;
  };
  REQUIRE(wrong(R"({"by":"file","folder":"nowhere"})").ends_with("channels[0].folder"));
  REQUIRE(wrong(R"({"by":"file"})").ends_with("channels[0].folder"));
  REQUIRE(wrong(R"({"by":"webhook","address":"http://a","path":"/","secret_file":"no"})").ends_with("].secret_file"));
}

TEST(who_forgets_a_customer_is_told_of_the_files_that_stay) {
  line_waits(1);
  REQUIRE(postman(by_file())->round().value() == 1);
  const std::string file = files(".json").at(0).filename().string();
  LetterWork work;
  work.forget = "ACME";
  floor.reset();
  const auto said = do_letter_work(folder / "hub.db", LedgerRole::hub, work, clock);
  REQUIRE(said.ok());
  REQUIRE(said.value().find(file) != std::string::npos);
}

TEST(nobody_is_forgotten_while_a_letter_to_him_is_handed_over_and_none_is_sent_afterwards) {
  line_waits(1);
  PostPlan meddled = plan(by_file());
  int sent = 0;
  meddled.channels["file"] = std::make_unique<Meddler>([&](const Letter&) {
    ++sent;
    REQUIRE(floor->ledger->forget("ACME").error().kind == ErrorKind::busy);
  });
  Postman post(on_this_thread(*floor->ledger), std::move(meddled), clock, log, 1);
  REQUIRE(post.round().value() == 1);
  REQUIRE(state_of_only_letter() == "sent");
  REQUIRE(floor->ledger->forget("ACME").value().rows > 0);
  REQUIRE(post.round().value() == 0);
  REQUIRE(sent == 1);
}

TEST(a_letter_is_handed_over_to_who_stands_among_the_contacts_at_that_moment) {
  floor->accepted(Import{{CustomerRow{"BETA", "Beta"}}});
  OrderLineRow other = floor->demand("SO-2/1", 10);
  other.customer = "BETA";
  std::vector<std::string> sent;
  PostPlan meddled = plan(by_file());
  std::function<void(const std::string&)> meanwhile;
  meddled.channels["file"] = std::make_unique<Meddler>([&](const Letter& letter) {
    sent.push_back(letter.customer + (letter.contact && letter.contact->consent ? " agrees" : " does not"));
    meanwhile(letter.customer == "ACME" ? "BETA" : "ACME");
  });
  Postman post(on_this_thread(*floor->ledger), std::move(meddled), clock, log, 1);
  const auto both_wait = [&] {
    for (const char* customer : {"ACME", "BETA"}) {
      REQUIRE(floor->ledger->keep_contacts({{customer, "Ann", "ann@example.com", "en", true}}).ok());
    }
    sent.clear();
    line_waits(1);
    floor->accepted(Import{{other}, true});
  };
  both_wait();
  meanwhile = [&](const std::string& who) { REQUIRE(floor->ledger->forget(who).value().rows > 0); };
  REQUIRE(post.round().ok());
  REQUIRE(sent.size() == 1);
  meanwhile = [](const std::string&) {};
  floor->accepted(CancelOrder{order("SO-1/1").document, ""});
  floor->accepted(CancelOrder{order("SO-2/1").document, ""});
  REQUIRE(post.round().ok());
  both_wait();
  meanwhile = [&](const std::string& who) {
    REQUIRE(floor->ledger->keep_contacts({{who, "Ann", "ann@example.com", "en", false}}).ok());
  };
  REQUIRE(post.round().ok());
  REQUIRE(sent.size() == 2);
  REQUIRE(sent[0].ends_with(" agrees"));
  REQUIRE(sent[1].ends_with(" does not"));
}

TEST(a_customer_or_a_letter_that_is_not_there_is_not_said_to_be_done_with) {
  line_waits(1);
  floor.reset();
  LetterWork forget, retry;
  forget.forget = "ACMEE";
  retry.retry = "0123";
  for (const LetterWork& work : {forget, retry}) {
    const auto said = do_letter_work(folder / "hub.db", LedgerRole::hub, work, clock);
    REQUIRE_FALSE(said);
    REQUIRE(said.error().kind == ErrorKind::unknown);
  }
  retry.retry = "all";
  REQUIRE(do_letter_work(folder / "hub.db", LedgerRole::hub, retry, clock).ok());
}

TEST(what_nobody_takes_for_three_days_is_given_up) {
  line_waits(1);
  const auto tries = [&] {
    REQUIRE(postman(by_webhook(9))->round().ok());
    clock.advance(std::chrono::hours(12));
  };
  for (int i = 0; i < 6; ++i) tries();
  REQUIRE(state_of_only_letter() == "queued");
  for (int i = 0; i < 3; ++i) tries();
  REQUIRE(state_of_only_letter() == "given_up");
}

TEST(a_file_of_contacts_is_taken_whole_or_not_at_all) {
  const auto read = [&](const std::string& text) {
    std::ofstream(folder / "contacts.csv") << text;
    return read_contacts(folder / "contacts.csv");
  };
  const auto good = read("customer;email;consent\nACME;ann@example.com;yes\nBOLT;;\n");
  REQUIRE(good.value() == std::vector<Contact>{{"ACME", "", "ann@example.com", "", true}, {"BOLT", "", "", "", false}});
  // As a spreadsheet writes it.
  const auto others = read("customer,email,language,consent\nACME,ann@example.com,DE,TRUE\n");
  REQUIRE(others.value() == std::vector<Contact>{{"ACME", "", "ann@example.com", "de", true}});
  REQUIRE(read("customer,email\nACME,ann\n").error().place == (folder / "contacts.csv").string() + ":2");
  REQUIRE_FALSE(read("name,email\nAnn,ann@example.com\n"));
  REQUIRE_FALSE(read("customer,email,consent\nACME,ann@example.com,perhaps\n"));
}
