// Letters get their words and go out, each once in effect, whoever dies in between.
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <random>

#include "sync/http/http_server.h"
#include "sync/hub/hub_letters.h"
#include "sync/message/postman.h"
#include "sync/message/template.h"
#include "sync/session.h"
#include "sync/webhooks.h"
#include "tests/support/fake_mail_server.h"
#include "tests/support/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;
using nlohmann::json;

namespace {

// Processes are killed here, not the machine: what the system has survives them, and nothing has to wait for a disk.
[[maybe_unused]] const bool in_memory =
    std::filesystem::is_directory("/dev/shm") && ::setenv("TMPDIR", "/dev/shm", 0) == 0;

// A program that takes letters, or refuses them, or takes one and says that it has not.
class LetterBox final : public HttpService {
 public:
  enum class Does { takes, refuses, is_busy, takes_and_fails, any_of_them };
  std::atomic<Does> does{Does::takes};

  Admission admit(const HttpHead&) override { return {std::nullopt, 1 << 20}; }
  void answer(HttpRequest request, Reply reply) override {
    Does now = does;
    const std::lock_guard lock(mutex_);
    if (now == Does::any_of_them) {
      constexpr Does some[] = {Does::takes, Does::is_busy, Does::takes_and_fails};
      now = some[random_() % 3];
    }
    if (now == Does::refuses) return reply({422, "{}"});
    if (now == Does::is_busy) return reply({503, "{}"});
    const json letter = json::parse(request.body);
    bodies_[letter["message"]].push_back(request.body);
    reply({now == Does::takes ? 204 : 500, ""});
  }
  HttpAnswer failure(int status) override { return {status, "{}"}; }

  // By id, all that came under it.
  std::map<std::string, std::vector<std::string>> bodies() const {
    const std::lock_guard lock(mutex_);
    return bodies_;
  }

 private:
  mutable std::mutex mutex_;  // guards the rest
  std::mt19937_64 random_{7};
  std::map<std::string, std::vector<std::string>> bodies_;
};

struct Fixture {
  void setUp() {
    std::filesystem::create_directory(folder / "letters");
    std::ofstream(folder / "secret") << "0123456789abcdef\n";
    open();
    floor->open_warehouse();
    Import import;
    import.rows = {SiteRow { "tell_customers", true }};
    floor->accepted(import);
    REQUIRE(floor->ledger->keep_contacts({{"ACME", "Änne Müller", "anne@example.com", "de", true}}).ok());
  }
  void tearDown() {}

  void open() { floor.emplace(folder / "hub.db", LedgerRole::hub, clock, "hub" + std::to_string(++opened_)); }
  void line_waits(int number) {
    OrderLineRow row = floor->demand("SO-" + std::to_string(number) + "/1", 10);
    row.item = item(number % 2 == 1 ? "BRG" : "DRL");  // an event looks at a hundred lines of an item
    floor->demand_is({row});
  }

  PostPlan plan(const std::string& channels, const std::string& more = "") const {
    std::ofstream(folder / "post.json") << R"({"from":"shop@example.com","from_name":"Nordlager","wait_minutes":0,)"
                                        << more << R"("channels":[)" << channels << "]}";
    auto read = read_post_plan(folder / "post.json", clock);
    if (!read) FAIL(read.error().sentence());
    return std::move(**read);
  }
  static std::string by_file() { return R"({"by":"file","folder":"letters"})"; }
  static std::string by_webhook(int port) {
    return R"({"by":"webhook","address":"http://127.0.0.1:)" + std::to_string(port) +
           R"(","path":"/letters","secret_file":"secret"})";
  }
  static std::string by_mail(int port) {
    return R"({"by":"smtp","tls":false,"address":"smtp://127.0.0.1:)" + std::to_string(port) + R"("})";
  }
  std::unique_ptr<Postman> postman(const std::string& channels) {
    return std::make_unique<Postman>(on_this_thread(*floor->ledger), plan(channels), clock, log, 1);
  }
  std::string state_of_only_letter() const {
    const auto text = do_letter_work(folder / "hub.db", LedgerRole::hub, {}, clock).value();
    for (const char* state : {"queued", "sent", "refused", "given_up", "withheld"}) {
      if (text.find("  " + std::string(state)) != std::string::npos) return state;
    }
    return text;
  }
  std::vector<std::filesystem::path> files(const std::string& ending) const {
    std::vector<std::filesystem::path> found;
    for (const auto& entry : std::filesystem::directory_iterator(folder / "letters")) {
      if (entry.path().extension() == ending) found.push_back(entry.path());
    }
    return found;
  }
  static std::string text_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  TemporaryFolder folder;
  ManualClock clock{Instant::parse("2026-11-20T08:00:00Z").value()};
  HubLog log{nullptr, clock};
  std::optional<Floor> floor;
  int opened_ = 0;
};

Letter letter_of(MessageKind kind, const std::string& language) {
  Letter letter{"0123456789abcdef0123456789abcdef", "smtp", "ACME", "Acme Ltd"};
  letter.contact = Contact{"ACME", "Ann", "ann@example.com", language, true};
  letter.lines = {{kind, order("SO-1/1"), item("BRG"), "Bearing", units(4), day("2026-12-03"), day("2026-12-01"), "DHL",
                   "0034043", "ROD", "A rod", "5 % off", "SORRY5"}};
  return letter;
}

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

TEST(a_folder_is_a_feed_that_needs_no_contact_and_holds_no_mail_without_one) {
  REQUIRE(floor->ledger->forget("ACME").value() > 0);
  line_waits(3);
  REQUIRE(postman(by_file())->round().value() == 1);
  REQUIRE(state_of_only_letter() == "sent");
  REQUIRE(files(".json").size() == 1);
  REQUIRE(files(".eml").empty());
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
  REQUIRE(read("customer,email\nACME,ann\n").error().place == (folder / "contacts.csv").string() + ":2");
  REQUIRE_FALSE(read("name,email\nAnn,ann@example.com\n"));
  REQUIRE_FALSE(read("customer,email,consent\nACME,ann@example.com,perhaps\n"));
}

// A process of its own opens the books and makes rounds until it is killed, at any moment. The program that it tells
// takes letters, refuses them, or takes one and says that it has not.
TEST(two_hundred_kills_lose_no_letter_and_double_none) {
  LetterBox box;
  box.does = LetterBox::Does::any_of_them;
  auto server = HttpServer::start("127.0.0.1", 0, box).value();
  const int port = server->port();
  std::mt19937_64 random(11);
  int killed_at_work = 0;
  for (int kill_number = 1; kill_number <= 200; ++kill_number) {
    line_waits(kill_number);
    clock.advance(std::chrono::minutes(11));
    const std::string channels = by_file() + "," + by_webhook(port);
    PostPlan its_plan = plan(channels);
    floor.reset();
    if (random() % 40 == 0) server.reset();
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
      auto ledger = Ledger::open(folder / "hub.db", LedgerRole::hub, clock);
      if (!ledger) ::_exit(1);
      Postman post(on_this_thread(**ledger), std::move(its_plan), clock, log, random());
      while (post.round()) {}
      ::_exit(2);
    }
    ::usleep(static_cast<useconds_t>(random() % 30'000));
    ::kill(child, SIGKILL);
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WIFSIGNALED(status));
    if (!server) server = HttpServer::start("127.0.0.1", port, box).value();
    open();
    killed_at_work += box.bodies().empty() ? 0 : 1;
  }
  REQUIRE(killed_at_work > 100);
  box.does = LetterBox::Does::takes;
  // What stands behind a letter that failed goes out one by one.
  for (int i = 0; i < 1000; ++i) {
    clock.advance(std::chrono::minutes(11));
    const auto post = postman(by_file() + "," + by_webhook(port));
    const auto tried = post->round();
    REQUIRE(tried.ok());
    if (*tried == 0) break;
  }
  // Each line is told in one letter, which both ways have, whole, and always the same.
  const auto bodies = box.bodies();
  REQUIRE(files(".json").size() == bodies.size());
  std::map<std::string, int> times_told;
  for (const auto& [id, all] : bodies) {
    for (const std::string& one : all) REQUIRE(one == all.front());
    REQUIRE(text_of(folder / ("letters/" + id + ".json")) == all.front() + "\n");
    const json letter = json::parse(all.front());
    for (const auto& about : letter["about"]) ++times_told[about["line"]];
  }
  REQUIRE(times_told.size() == 200);
  for (const auto& [line, times] : times_told) REQUIRE(times == 1);
}
