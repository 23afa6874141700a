// Who may ask: codes that hold once, keys that a terminal makes itself, revocation, and guesses that are slowed down.
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "storage/model/private_file.h"
#include "sync/access/access_register.h"
#include "sync/access/guesses.h"
#include "sync/enrolment.h"
#include "sync/http/http_client.h"
#include "sync/hub/hub.h"
#include "sync/hub/hub_terminals.h"
#include "sync/session.h"
#include "sync/site/audit_log.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;
using namespace std::chrono_literals;

namespace {

constexpr const char* token = "0123456789abcdef";

struct Fixture {
  void setUp() {}
  void tearDown() {}

  void start_hub(TerminalsBy by = TerminalsBy::key, const std::optional<TlsFiles>& tls = {}) {
    {
      Floor office{folder / "hub.db", LedgerRole::hub, clock, "office"};
      office.open_warehouse();
    }
    const HubOptions options{"127.0.0.1", 0, token, folder / "hub.db", by, tls};
    hub = Hub::start(Ledger::open(folder / "hub.db", LedgerRole::hub, clock).value(), options).value();
  }
  AccessRegister terminals() { return AccessRegister(folder / "hub.db", system_clock()); }
  EnrolmentCode code(const std::string& name = "Dock 1") {
    return {hub->address(), terminals().new_secret(name).value(), ""};
  }
  Enrolment enrolled(const char* database, const std::string& name = "Dock 1") {
    return enrol(folder / database, code(name)).value();
  }
  Upstream upstream(const char* database) { return upstream_of("", "", folder / database).value().value(); }
  SyncResult sync(Floor& terminal, const Upstream& to) {
    const auto link = make_connector(to).value();
    return sync_once(on_this_thread(*terminal.ledger), *link, clock);
  }
  static std::string text_of_file(const std::filesystem::path& file) {
    std::ifstream in(file);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
  }

  TemporaryFolder folder;
  ManualClock clock{Instant::parse("2026-11-22T08:00:00Z").value()};
  std::unique_ptr<Hub> hub;
};

bool says(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST(a_terminal_that_has_enrolled_syncs_with_its_own_key) {
  start_hub();
  Floor terminal{folder / "a.db", LedgerRole::terminal, clock, "a"};
  const Enrolment made = enrolled("a.db", "Dock 4");
  REQUIRE(made.name == "Dock 4");
  REQUIRE(sync(terminal, upstream("a.db")).status.ok());
  terminal.accepted(terminal.receipt(5));
  REQUIRE(sync(terminal, upstream("a.db")).report.pushed == 1);
}

TEST(without_a_key_no_terminal_is_answered_whatever_token_it_has) {
  start_hub();
  Floor terminal{folder / "a.db", LedgerRole::terminal, clock, "a"};
  const SyncResult result = sync(terminal, {hub->address(), token});
  REQUIRE(result.status.error().kind == ErrorKind::refused);
}

TEST(where_the_hub_was_told_so_the_token_will_do) {
  start_hub(TerminalsBy::token);
  Floor terminal{folder / "a.db", LedgerRole::terminal, clock, "a"};
  REQUIRE(sync(terminal, {hub->address(), token}).status.ok());
}

TEST(a_key_is_no_token_of_the_office) {
  start_hub();
  const Enrolment made = enrolled("a.db");
  const auto address = parse_http_address(hub->address()).value();
  HttpClient client(address);
  const std::string body = "{}";
  const std::string proof = prove(made.identity.key, {made.identity.hub, "POST", "/v1/commands"}, body);
  REQUIRE(client.post("/v1/commands", body, HttpHeaders{{"Authorization", proof}})->status == 401);
}

TEST(a_code_holds_once) {
  start_hub();
  const EnrolmentCode one = code();
  REQUIRE(enrol(folder / "a.db", one).ok());
  const auto second = enrol(folder / "b.db", one);
  REQUIRE(second.error().kind == ErrorKind::refused);
  REQUIRE(terminals().terminals().value().size() == 1);
}

TEST(a_code_holds_for_a_quarter_of_an_hour) {
  AccessRegister held(folder / "hub.db", clock);
  const auto key = SigningKey::make().value();
  const std::string late = held.new_secret("late").value(), early = held.new_secret("early").value();
  clock.advance(std::chrono::milliseconds(AccessRegister::code_holds_ms - 1));
  REQUIRE(held.enrol(early, key.public_key()).ok());
  clock.advance(1ms);
  REQUIRE(held.enrol(late, SigningKey::make()->public_key()).error().kind == ErrorKind::refused);
}

TEST(a_clock_that_is_set_back_does_not_make_a_code_hold_longer) {
  AccessRegister held(folder / "hub.db", clock);
  const std::string secret = held.new_secret("a").value();
  clock.advance(-1h);
  REQUIRE_FALSE(held.enrol(secret, SigningKey::make()->public_key()).ok());
}

TEST(an_enrolment_whose_answer_was_lost_is_answered_again) {
  AccessRegister held(folder / "hub.db", clock);
  const auto key = SigningKey::make().value();
  const std::string secret = held.new_secret("a").value();
  const auto first = held.enrol(secret, key.public_key());
  const auto again = held.enrol(secret, key.public_key());
  REQUIRE(again.ok());
  REQUIRE(again->id == first->id);
  REQUIRE(held.terminals().value().size() == 1);
}

TEST(a_terminal_that_was_revoked_is_refused_from_the_next_request_on) {
  start_hub();
  AccessRegister held = terminals();
  Floor terminal{folder / "a.db", LedgerRole::terminal, clock, "a"};
  const Enrolment made = enrolled("a.db");
  const auto link = make_connector(upstream("a.db")).value();
  REQUIRE(sync_once(on_this_thread(*terminal.ledger), *link, clock).status.ok());
  REQUIRE(revoke_terminal(held, folder / "hub.db", made.terminal, system_clock()).ok());
  const SyncResult after = sync_once(on_this_thread(*terminal.ledger), *link, clock);
  REQUIRE(after.status.error().kind == ErrorKind::refused);
  REQUIRE(says(after.status.error().sentence(), "revoked"));
  REQUIRE(says(terminals_text(held).value(), "REVOKED"));
}

TEST(a_terminal_knows_that_it_is_revoked_until_it_has_enrolled_anew) {
  start_hub();
  AccessRegister held = terminals();
  Floor terminal{folder / "a.db", LedgerRole::terminal, clock, "a"};
  const AssignNumbers more{"34012345", units(5), {}, "Dock 1"};
  const Enrolment made = enrolled("a.db");
  REQUIRE(sync(terminal, upstream("a.db")).status.ok());
  terminal.accepted(more);
  REQUIRE(sync(terminal, upstream("a.db")).status.ok());
  REQUIRE(revoke_terminal(held, folder / "hub.db", made.terminal, system_clock()).ok());
  REQUIRE_FALSE(sync(terminal, upstream("a.db")).status.ok());
  REQUIRE(says(terminal.refused(more).message, "revoked this terminal"));
  REQUIRE_FALSE(sync(terminal, {"http://127.0.0.1:1", token}).status.ok());  // no hub says that it is not
  REQUIRE(says(terminal.refused(more).message, "revoked this terminal"));
  enrolled("a.db");
  REQUIRE(sync(terminal, upstream("a.db")).status.ok());
  terminal.accepted(more);
}

TEST(a_revoked_terminal_comes_back_with_a_new_code_and_a_new_key) {
  start_hub();
  AccessRegister held = terminals();
  Floor terminal{folder / "a.db", LedgerRole::terminal, clock, "a"};
  const Enrolment before = enrolled("a.db");
  REQUIRE(sync(terminal, upstream("a.db")).status.ok());
  terminal.accepted(terminal.receipt(5));
  REQUIRE(sync(terminal, upstream("a.db")).status.ok());
  REQUIRE(revoke_terminal(held, folder / "hub.db", before.terminal, system_clock()).ok());
  const Enrolment after = enrolled("a.db");
  REQUIRE(after.terminal != before.terminal);
  terminal.accepted(terminal.receipt(1));
  REQUIRE(sync(terminal, upstream("a.db")).report.pushed == 1);
}

TEST(one_terminal_cannot_send_events_in_the_name_of_another_ones_database) {
  start_hub();
  Floor a{folder / "a.db", LedgerRole::terminal, clock, "a"};
  enrolled("a.db", "Dock 1");
  enrolled("b.db", "Dock 2");
  REQUIRE(sync(a, upstream("a.db")).status.ok());
  a.accepted(a.receipt(5));
  REQUIRE(sync(a, upstream("a.db")).status.ok());
  a.accepted(a.receipt(1));
  const SyncResult other = sync(a, upstream("b.db"));
  REQUIRE(other.status.error().kind == ErrorKind::refused);
  REQUIRE(says(other.status.error().sentence(), "Dock 1"));
  REQUIRE(sync(a, upstream("a.db")).report.pushed == 1);
}

TEST(what_was_signed_holds_for_its_hub_its_address_and_its_body_only) {
  const auto key = SigningKey::make().value();
  const auto proof = parse_proof(prove(key, {"hub-1", "POST", "/v1/push"}, "body")).value();
  REQUIRE(holds(proof, {"hub-1", "POST", "/v1/push"}, key.public_key()));
  REQUIRE_FALSE(holds(proof, {"hub-2", "POST", "/v1/push"}, key.public_key()));
  REQUIRE_FALSE(holds(proof, {"hub-1", "POST", "/v1/pull"}, key.public_key()));
  REQUIRE_FALSE(holds(proof, {"hub-1", "POST", "/v1/push"}, SigningKey::make()->public_key()));
  REQUIRE(proof.digest == digest_of("body"));
}

TEST(a_message_that_was_exchanged_under_its_signature_is_refused) {
  start_hub();
  const Enrolment made = enrolled("a.db");
  HttpClient client(parse_http_address(hub->address()).value());
  const std::string signed_body =
      R"({"protocol":1,"writer":"0123456789abcdef0123456789abcdef","generation":"","cursor":0,"life":"","now":"2026-11-22T08:00:00Z"})";
  const std::string other_body =
      R"({"protocol":1,"writer":"1123456789abcdef0123456789abcdef","generation":"","cursor":0,"life":"","now":"2026-11-22T08:00:00Z"})";
  const HttpHeaders headers{
      {"Authorization", prove(made.identity.key, {made.identity.hub, "POST", "/v1/pull"}, signed_body)}};
  REQUIRE(client.post("/v1/pull", signed_body, headers)->status == 200);
  REQUIRE(client.post("/v1/pull", other_body, headers)->status == 401);
}

TEST(who_guesses_is_silenced_and_terminals_with_keys_go_on) {
  start_hub();
  Floor terminal{folder / "a.db", LedgerRole::terminal, clock, "a"};
  enrolled("a.db");
  EnrolmentCode wrong = code();
  wrong.secret = "2222222222222222";
  for (int i = 0; i < Guesses::free; ++i) {
    REQUIRE(says(enrol(folder / "b.db", wrong).error().sentence(), "does not hold"));
  }
  const auto silenced = enrol(folder / "b.db", code());
  REQUIRE(says(silenced.error().sentence(), "too many"));
  REQUIRE(sync(terminal, upstream("a.db")).status.ok());
}

TEST(guesses_are_counted_for_an_address_and_forgotten_after_a_minute) {
  Guesses guesses;
  const Guesses::Time start{1h};
  for (int i = 0; i < Guesses::free; ++i) {
    REQUIRE(guesses.silence_of("10.0.0.7", start) == 0s);
    guesses.wrong("10.0.0.7", start);
  }
  REQUIRE(guesses.silence_of("10.0.0.7", start + 1s) == 59s);
  REQUIRE(guesses.silence_of("10.0.0.8", start + 1s) == 0s);
  REQUIRE(guesses.silence_of("10.0.0.7", start + Guesses::window) == 0s);
}

TEST(the_record_says_what_happened_and_no_secret) {
  start_hub();
  const EnrolmentCode one = code();
  const Enrolment made = enrol(folder / "a.db", one).value();
  REQUIRE_FALSE(enrol(folder / "b.db", one).ok());
  const std::string record = text_of_file(AuditLog::file_of(folder / "hub.db"));
  REQUIRE(says(record, R"("event":"enrolled","terminal":")" + made.terminal));
  REQUIRE(says(record, R"("event":"refused","what":"code")"));
  const std::string kept = record + text_of_file(AccessRegister::file_of(folder / "hub.db"));
  REQUIRE_FALSE(says(kept, one.secret));
  REQUIRE_FALSE(says(kept, made.identity.key.seed()));
}

TEST(what_is_kept_of_keys_and_terminals_is_for_its_owner_alone) {
  start_hub();
  enrolled("a.db");
  REQUIRE(own_certificate(folder / "hub.db").ok());
  for (const char* name : {"hub.db.access", "hub.db.audit", "a.db.hub", "hub.db.key.pem"}) {
    INFO(name);
    const auto rights = std::filesystem::status(folder / name).permissions();
    REQUIRE((rights & ~(std::filesystem::perms::owner_read | std::filesystem::perms::owner_write)) ==
            std::filesystem::perms::none);
  }
}

TEST(a_register_that_cannot_be_read_lets_nobody_in) {
  start_hub();
  Floor terminal{folder / "a.db", LedgerRole::terminal, clock, "a"};
  enrolled("a.db");
  std::ofstream(AccessRegister::file_of(folder / "hub.db")) << "{";
  REQUIRE_FALSE(sync(terminal, upstream("a.db")).status.ok());
}

TEST(over_tls_the_hub_is_known_by_the_key_in_the_code) {
  start_hub(TerminalsBy::key, own_certificate(folder / "hub.db").value());
  REQUIRE(hub->address().starts_with("https://"));
  Floor terminal{folder / "a.db", LedgerRole::terminal, clock, "a"};
  EnrolmentCode one = code();
  one.pin = pin_of(own_certificate(folder / "hub.db").value()).value();
  REQUIRE(enrol(folder / "a.db", one).ok());
  REQUIRE(sync(terminal, upstream("a.db")).status.ok());
  for (int i = 0; i < 250; ++i) terminal.accepted(terminal.receipt(1));
  REQUIRE(sync(terminal, upstream("a.db")).report.pushed == 250);
}

TEST(another_hub_under_the_same_address_is_told_nothing) {
  start_hub(TerminalsBy::key, own_certificate(folder / "hub.db").value());
  EnrolmentCode one = code();
  one.pin = pin_of(own_certificate(folder / "other.db").value()).value();
  const auto refused = enrol(folder / "a.db", one);
  REQUIRE(says(refused.error().sentence(), "its certificate is another one"));
  REQUIRE(terminals().terminals().value().empty());
}

TEST(a_certificate_that_nobody_vouches_for_is_refused_without_a_pin) {
  start_hub(TerminalsBy::key, own_certificate(folder / "hub.db").value());
  REQUIRE(says(enrol(folder / "a.db", code()).error().sentence(), "the certificate of the hub was not accepted"));
}

TEST(plain_talk_to_a_secure_port_is_hung_up_on) {
  start_hub(TerminalsBy::key, own_certificate(folder / "hub.db").value());
  HttpClient client({false, "127.0.0.1", std::to_string(hub->port())});
  REQUIRE_FALSE(client.post("/v1/enrol", "{}", "").ok());
}

TEST(beyond_loopback_a_hub_speaks_tls_unless_somebody_says_otherwise) {
  HubOptions options{"0.0.0.0", 0, token, folder / "hub.db"};
  const auto open = [&] { return Ledger::open(folder / "hub.db", LedgerRole::hub, clock).value(); };
  REQUIRE(Hub::start(open(), options).error().kind == ErrorKind::bad_input);
  options.plain_anywhere = true;
  REQUIRE(Hub::start(open(), options).ok());
  options.plain_anywhere = false;
  options.tls = own_certificate(folder / "hub.db").value();
  REQUIRE(Hub::start(open(), options).ok());
}

TEST(a_code_is_read_as_it_is_shown_and_as_a_person_types_it) {
  const EnrolmentCode code{"https://hub.local:8470", "7KQ29F3MXW4TCH6P", std::string(64, 'a')};
  const std::string text = text_of(code);
  REQUIRE(text == "DH1*HTTPS://HUB.LOCAL:8470*7KQ2-9F3M-XW4T-CH6P*" + std::string(64, 'A'));
  REQUIRE(parse_enrolment_code(text).value() == code);
  REQUIRE(
      parse_enrolment_code("dh1*https://hub.local:8470*7kq29f3m xw4t ch6p*" + std::string(64, 'a') + "\r\n").value() ==
      code);
}

TEST(what_is_no_code_is_told_so) {
  const std::string good = "DH1*HTTP://HUB*7KQ2-9F3M-XW4T-CH6P*";
  REQUIRE(parse_enrolment_code(good).ok());
  for (const std::string& wrong : {std::string(), std::string("4006381333931"), good + "AB", good + "*",
                                   std::string("DH2*HTTP://HUB*7KQ29F3MXW4TCH6P*"), std::string("DH1*HTTP://HUB*7KQ2*"),
                                   std::string("DH1**7KQ29F3MXW4TCH6P*"), std::string(1000, '*')}) {
    INFO(wrong);
    REQUIRE(parse_enrolment_code(wrong).error().kind == ErrorKind::bad_input);
  }
}

TEST(the_code_is_shown_as_text_as_a_picture_of_characters_and_as_a_png) {
  const auto png = folder / "code.png";
  AccessRegister held = terminals();
  const auto shown = code_for(held, folder / "hub.db", {"Dock 1", "https://hub.local:8470", std::string(64, 'a'), png},
                              system_clock());
  REQUIRE(shown.ok());
  REQUIRE(says(*shown, "DH1*HTTPS://HUB.LOCAL:8470*"));
  REQUIRE(says(*shown, "\u2588\u2588\u2588"));
  REQUIRE(text_of_file(png).starts_with("\x89PNG"));
}

// An administrator enrols a terminal in this way, beside a service that runs as a user of its own.
TEST(what_root_makes_beside_a_hub_is_the_hubs) {
  const std::filesystem::path data = folder / "data";
  std::filesystem::create_directory(data);
  if (::geteuid() == 0) REQUIRE(::chown(data.c_str(), 4242, 4242) == 0);
  AccessRegister terminals(data / "hub.db", clock);
  REQUIRE(terminals.new_secret("Dock 1").ok());
  AuditLog(data / "hub.db", clock).say("enrolled", {});
  REQUIRE(Ledger::open(data / "hub.db", LedgerRole::hub, clock).ok());
  struct stat whose {
  }, ours{};
  REQUIRE(::stat(data.c_str(), &whose) == 0);
  for (const char* name : {"hub.db.access", "hub.db.access.lock", "hub.db.audit", "hub.db.lock"}) {
    INFO(name);
    REQUIRE(::stat((data / name).c_str(), &ours) == 0);
    REQUIRE(ours.st_uid == whose.st_uid);
    REQUIRE(ours.st_gid == whose.st_gid);
  }
}

TEST(a_link_that_lies_where_a_secret_is_written_is_not_followed) {
  const std::filesystem::path elsewhere = folder / "elsewhere";
  std::ofstream(elsewhere) << "kept";
  std::filesystem::create_symlink(elsewhere, folder / "secret.new");
  REQUIRE(write_private_file(folder / "secret", "new").ok());
  REQUIRE(read_private_file(elsewhere, 100).value() == "kept");
  REQUIRE(read_private_file(folder / "secret", 100).value() == "new");
}
